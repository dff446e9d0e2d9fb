import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { User, UserChanges } from '../../domain/user.ts';
import type { UpdateUserOutcome, UserStore } from '../../ports/user-store.ts';
import { claimOf, releaseEmail } from './claims.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { failedActions } from './dynamodb-errors.ts';
import { findUser } from './find-user.ts';
import { userOutboxActions } from './outbox-item.ts';
import { updateExpression } from './update-expression.ts';
import { updateOnce } from './update-once.ts';
import { keptAttributes, profileAttributes } from './user-item.ts';
import { versionCondition } from './version-condition.ts';

/** How often a change of the email starts over when the account changes under it. */
const MAX_ATTEMPTS = 8;

type Options = Parameters<UserStore['updateUser']>[2];

/** A change that leaves the email is one write under a condition; one that moves it reads before. */
export async function updateUser(
  connection: DynamodbConnection,
  userId: string,
  changes: UserChanges,
  options: Options,
): Promise<UpdateUserOutcome> {
  const { expectedVersions } = options;
  if (changes.email === undefined && expectedVersions?.length !== 0) {
    return updateInPlace(connection, userId, changes, options);
  }
  const { email: _, ...others } = changes;
  let holdsClaim = true;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const user = await findUser(connection, userId);
    if (user === undefined) return { kind: 'not-found' };
    if (expectedVersions && !expectedVersions.includes(user.version)) {
      return { kind: 'version-mismatch' };
    }
    if (user.email === changes.email) {
      return updateInPlace(connection, userId, others, options);
    }
    const outcome = await moveEmail(connection, user, changes, options, holdsClaim);
    if (typeof outcome === 'object') return outcome;
    holdsClaim = outcome !== 'claim-of-another';
  }
  return { kind: 'version-mismatch' };
}

async function updateInPlace(
  connection: DynamodbConnection,
  userId: string,
  changes: UserChanges,
  { updatedAt, expectedVersions }: Options,
): Promise<UpdateUserOutcome> {
  const { ConditionExpression, ExpressionAttributeValues } = versionCondition(expectedVersions);
  const { kind, item: met } = await updateOnce(connection, {
    TableName: connection.names.users,
    Key: { user_id: userId },
    attributes: { ...profileAttributes(changes), updated_at: updatedAt },
    added: { version: 1 },
    condition: ConditionExpression,
    values: ExpressionAttributeValues,
    tells: userOutboxActions(connection, 'user.updated', { userId, at: updatedAt }),
  });
  if (kind === 'refused') return { kind: met === undefined ? 'not-found' : 'version-mismatch' };
  const user = await findUser(connection, userId);
  return user === undefined ? { kind: 'not-found' } : { kind: 'updated', user };
}

async function moveEmail(
  connection: DynamodbConnection,
  user: User,
  changes: UserChanges,
  { updatedAt, keptSession }: Options,
  holdsClaim: boolean,
): Promise<UpdateUserOutcome | 'changed' | 'claim-of-another'> {
  const { users, claims } = connection.names;
  const { email = user.email } = changes;
  const condition = versionCondition([user.version]);
  const update = updateExpression({
    attributes: {
      ...profileAttributes(changes),
      updated_at: updatedAt,
      last_write: connection.newId(),
      ...keptAttributes(keptSession),
    },
    added: { version: 1, session_epoch: 1 },
  });
  const ExpressionAttributeValues = {
    ...update.ExpressionAttributeValues,
    ...condition.ExpressionAttributeValues,
  };
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
              ExpressionAttributeValues,
            },
          },
          {
            Put: {
              TableName: claims,
              Item: { claim: claimOf.email(email), user_id: user.userId },
              ConditionExpression: 'attribute_not_exists(claim)',
            },
          },
          ...(holdsClaim ? [releaseEmail(claims, user)] : []),
          ...userOutboxActions(connection, 'user.updated', { userId: user.userId, at: updatedAt }),
        ],
      }),
    );
    return {
      kind: 'updated',
      user: { ...user, ...given(changes), email, updatedAt, version: user.version + 1 },
    };
  } catch (error) {
    const failed = failedActions(error);
    if (failed.has(0)) return 'changed';
    return failed.has(1) ? { kind: 'email-taken' } : 'claim-of-another';
  }
}

function given(changes: UserChanges): UserChanges {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
