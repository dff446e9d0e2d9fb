import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { User } from '../../domain/user.ts';
import type { ChangeAccessOutcome, UserStore } from '../../ports/user-store.ts';
import { enrolAnotherAdmin, isActiveAdmin, joinRoster, leaveRoster } from './admin-roster.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { failedActions } from './dynamodb-errors.ts';
import { findUser } from './find-user.ts';
import { userOutboxActions } from './outbox-item.ts';
import { updateExpression } from './update-expression.ts';
import { accessAttributes, keptAttributes } from './user-item.ts';
import { versionCondition } from './version-condition.ts';

/** How often a change starts over when the account or the roster changes under it. */
const MAX_ATTEMPTS = 8;

type ChangeAccess = UserStore['changeAccess'];

export async function changeAccess(
  connection: DynamodbConnection,
  userId: string,
  access: Parameters<ChangeAccess>[1],
  { updatedAt, expectedVersions }: Parameters<ChangeAccess>[2],
): Promise<ChangeAccessOutcome> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const user = await findUser(connection, userId);
    if (user === undefined) return { kind: 'not-found' };
    if (expectedVersions && !expectedVersions.includes(user.version)) {
      return { kind: 'version-mismatch' };
    }
    const changed = { ...user, ...access, updatedAt, version: user.version + 1 };
    if (changed.role === user.role && changed.status === user.status) {
      return { kind: 'changed', user };
    }
    const outcome = await writeAccess(connection, user, changed);
    if (outcome === 'written') return { kind: 'changed', user: changed };
    if (outcome === 'alone-on-roster' && !(await enrolAnotherAdmin(connection, userId))) {
      return { kind: 'last-admin' };
    }
  }
  return { kind: 'version-mismatch' };
}

/** `changed` when the account is no longer as it was read. */
async function writeAccess(
  connection: DynamodbConnection,
  user: User,
  changed: User,
): Promise<'written' | 'changed' | 'alone-on-roster'> {
  const { users, claims } = connection.names;
  const condition = versionCondition([user.version]);
  const update = updateExpression({
    attributes: {
      ...accessAttributes(changed),
      updated_at: changed.updatedAt,
      last_write: connection.newId(),
      ...keptAttributes(undefined),
    },
    added: { version: 1, session_epoch: 1 },
  });
  const [was, will] = [isActiveAdmin(user), isActiveAdmin(changed)];
  try {
    await connection.send(
      new TransactWriteCommand({
        ClientRequestToken: connection.newId(),
        TransactItems: [
          {
            Update: {
              TableName: users,
              Key: { user_id: user.userId },
              ...update,
              ...condition,
              ExpressionAttributeValues: {
                ...update.ExpressionAttributeValues,
                ...condition.ExpressionAttributeValues,
              },
            },
          },
          ...(will && !was ? [joinRoster(claims, user.userId)] : []),
          ...(was && !will ? [leaveRoster(claims, user.userId)] : []),
          ...userOutboxActions(connection, 'user.access_changed', {
            userId: user.userId,
            at: changed.updatedAt,
          }),
        ],
      }),
    );
    return 'written';
  } catch (error) {
    return failedActions(error).has(0) ? 'changed' : 'alone-on-roster';
  }
}
