import type { User, UserChanges } from '../../domain/user.ts';
import type { UpdateUserOutcome, UserStore } from '../../ports/user-store.ts';
import { claimOf, releaseEmail } from './claims.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { failedActions } from './dynamodb-errors.ts';
import { findUser } from './find-user.ts';
import { userOutboxActions } from './outbox-item.ts';
import { writeTogether } from './transaction.ts';
import { updateExpression } from './update-expression.ts';
import { keptAttributes, profileAttributes } from './user-item.ts';
import { versionCondition } from './version-condition.ts';

/** How often a change starts over when the account changes under it. */
const MAX_ATTEMPTS = 64;

type Options = Parameters<UserStore['updateUser']>[2];

/** The account is read, and written as one transaction while it is as it was read. */
export async function updateUser(
  connection: DynamodbConnection,
  userId: string,
  changes: UserChanges,
  options: Options,
): Promise<UpdateUserOutcome> {
  const { expectedVersions } = options;
  let holdsClaim = true;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const user = await findUser(connection, userId);
    if (user === undefined) return { kind: 'not-found' };
    if (expectedVersions && !expectedVersions.includes(user.version)) {
      return { kind: 'version-mismatch' };
    }
    const outcome = await writeChanges(connection, user, changes, options, holdsClaim);
    if (typeof outcome === 'object') return outcome;
    holdsClaim = outcome !== 'claim-of-another';
  }
  return { kind: 'version-mismatch' };
}

async function writeChanges(
  connection: DynamodbConnection,
  user: User,
  changes: UserChanges,
  { updatedAt, keptSession }: Options,
  holdsClaim: boolean,
): Promise<UpdateUserOutcome | 'changed' | 'claim-of-another'> {
  const { users, claims } = connection.names;
  const { userId } = user;
  const { email = user.email, ...others } = changes;
  const moves = email !== user.email;
  const condition = versionCondition([user.version]);
  const update = updateExpression({
    attributes: {
      ...profileAttributes(moves ? changes : others),
      updated_at: updatedAt,
      last_write: connection.newId(),
      ...(moves && keptAttributes(keptSession)),
    },
    added: { version: 1, ...(moves && { session_epoch: 1 }) },
  });
  const ExpressionAttributeValues = {
    ...update.ExpressionAttributeValues,
    ...condition.ExpressionAttributeValues,
  };
  const claim = { claim: claimOf.email(email), user_id: userId };
  const ConditionExpression = 'attribute_not_exists(claim)';
  try {
    await writeTogether(connection, [
      {
        Update: {
          TableName: users,
          Key: { user_id: userId },
          ...update,
          ...condition,
          ExpressionAttributeValues,
        },
      },
      ...(moves ? [{ Put: { TableName: claims, Item: claim, ConditionExpression } }] : []),
      ...(moves && holdsClaim ? [releaseEmail(claims, user)] : []),
      ...userOutboxActions(connection, 'user.updated', { userId, at: updatedAt }),
    ]);
    const version = user.version + 1;
    return { kind: 'updated', user: { ...user, ...given(changes), email, updatedAt, version } };
  } catch (error) {
    const failed = failedActions(error);
    if (failed.has(0)) return 'changed';
    return failed.has(1) ? { kind: 'email-taken' } : 'claim-of-another';
  }
}

function given(changes: UserChanges): UserChanges {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
