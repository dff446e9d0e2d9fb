import { decodeCursor, encodeCursor } from '../../domain/cursor.ts';
import type { AccountAccess, Session } from '../../domain/session.ts';
import type { SessionStore } from '../../ports/session-store.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { projectionOf } from './projection.ts';
import { putIfAbsent } from './put-if-absent.ts';
import { readBatch } from './read-batch.ts';
import { pageOfItems, queryItems } from './read-pages.ts';
import { rotationAttributes, sessionItem, toSession } from './session-item.ts';
import { updateOnce } from './update-once.ts';
import { ACCESS_ATTRIBUTES, toAccountAccess } from './user-item.ts';

const LIST = 'sessions-by-user';

export function dynamodbSessions(connection: DynamodbConnection): SessionStore {
  const { sessions: TableName, users } = connection.names;
  return {
    startSession: (session) =>
      putIfAbsent(connection, TableName, 'session_id', sessionItem(session)),
    async findSession(userId, sessionId) {
      const found = await readBatch(connection, {
        [users]: {
          Keys: [{ user_id: userId }],
          ConsistentRead: true,
          ...projectionOf(ACCESS_ATTRIBUTES),
        },
        [TableName]: {
          Keys: [{ user_id: userId, session_id: sessionId }],
          ConsistentRead: true,
        },
      });
      const [[user], [item]] = [found.get(users) ?? [], found.get(TableName) ?? []];
      const session = item && toSession(item);
      return user && session && { session, account: toAccountAccess(user) };
    },
    async rotateSession({ userId, sessionId, ...rotation }) {
      const { kind } = await updateOnce(connection, {
        TableName,
        Key: { user_id: userId, session_id: sessionId },
        attributes: rotationAttributes(rotation),
        condition: 'refresh_hash = :previous',
        values: { ':previous': rotation.previous.refreshHash },
      });
      return kind === 'refused' ? 'changed' : 'rotated';
    },
    async endSession(userId, sessionId) {
      // The item stays until it expires: a deletion whose answer was lost finds nothing when it is
      // repeated, and would say that there was nothing.
      const { kind } = await updateOnce(connection, {
        TableName,
        Key: { user_id: userId, session_id: sessionId },
        attributes: {
          refresh_hash: undefined,
          previous_refresh_hash: undefined,
          sealed_successor: undefined,
          family_hash: undefined,
          user_agent: undefined,
        },
        condition: 'attribute_exists(refresh_hash)',
      });
      return kind !== 'refused';
    },
    async listSessions(account, now, { limit, cursor }) {
      const { userId } = account;
      const [before] = cursor === undefined ? [] : decodeCursor(cursor, LIST, 1);
      if (account.status !== 'active') return { items: [] };
      const items = await queryItems(
        connection,
        {
          TableName,
          ConsistentRead: true,
          KeyConditionExpression: 'user_id = :user',
          ...liveOnly(account, now),
          ScanIndexForward: false,
          ExclusiveStartKey:
            before === undefined ? undefined : { user_id: userId, session_id: before },
        },
        limit + 1,
      );
      return pageOfItems(
        items,
        limit,
        (item) => toSession(item) as Session,
        (last) => encodeCursor(LIST, [String(last['session_id'])]),
      );
    },
  };
}

/** The conditions of `isLiveSession`, and that it was not ended by itself. */
function liveOnly({ userId, sessionEpoch, keptSessionId }: AccountAccess, now: string) {
  const isKept = keptSessionId === undefined ? '' : ' OR own_id = :kept';
  return {
    FilterExpression: `(epoch = :epoch${isKept}) AND idle_expires_at > :now AND expires_at > :now AND attribute_exists(refresh_hash)`,
    ExpressionAttributeValues: {
      ':user': userId,
      ':epoch': sessionEpoch,
      ':now': now,
      ...(keptSessionId !== undefined && { ':kept': keptSessionId }),
    },
  };
}
