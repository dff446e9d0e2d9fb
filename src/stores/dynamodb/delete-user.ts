import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { User } from '../../domain/user.ts';
import type { DeleteUserOutcome, UserStore } from '../../ports/user-store.ts';
import { enrolAnotherAdmin, isActiveAdmin, leaveRoster } from './admin-roster.ts';
import { claimOf, releaseEmail } from './claims.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { failedActions } from './dynamodb-errors.ts';
import { findUser } from './find-user.ts';
import { userOutboxActions } from './outbox-item.ts';
import { versionCondition } from './version-condition.ts';

/** How often a deletion starts over when the account or the roster changes under it. */
const MAX_ATTEMPTS = 8;

/** The account's sessions stay until they expire, dead: nobody gets its id again. */
export async function deleteUser(
  connection: DynamodbConnection,
  userId: string,
  { deletedAt, expectedVersions }: Parameters<UserStore['deleteUser']>[1],
): Promise<DeleteUserOutcome> {
  let holdsClaim = true;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const user = await findUser(connection, userId);
    if (user === undefined) return 'not-found';
    if (expectedVersions && !expectedVersions.includes(user.version)) return 'version-mismatch';
    const outcome = await removeUser(connection, user, deletedAt, holdsClaim);
    if (outcome === 'removed') return 'deleted';
    holdsClaim = outcome !== 'claim-of-another';
    if (outcome === 'alone-on-roster' && !(await enrolAnotherAdmin(connection, userId))) {
      return 'last-admin';
    }
  }
  return 'version-mismatch';
}

/** `changed` when the account is no longer as it was read. */
async function removeUser(
  connection: DynamodbConnection,
  user: User,
  deletedAt: string,
  holdsClaim: boolean,
): Promise<'removed' | 'changed' | 'alone-on-roster' | 'claim-of-another'> {
  const { names } = connection;
  const { userId } = user;
  const leaving = isActiveAdmin(user) ? [leaveRoster(names.claims, userId)] : [];
  try {
    await connection.send(
      new TransactWriteCommand({
        ClientRequestToken: connection.newId(),
        TransactItems: [
          {
            Delete: {
              TableName: names.users,
              Key: { user_id: userId },
              ...versionCondition([user.version]),
            },
          },
          ...leaving,
          {
            Put: {
              TableName: names.claims,
              Item: { claim: claimOf.retiredUserId(userId), deleted_at: deletedAt },
            },
          },
          // Kept as a bare version, so that an order from an older reading of the cart fails.
          {
            Put: {
              TableName: names.carts,
              Item: { user_id: userId, version: connection.now() * 1000 },
            },
          },
          ...(holdsClaim ? [releaseEmail(names.claims, user)] : []),
          ...userOutboxActions(connection, 'user.deleted', { userId, at: deletedAt }),
        ],
      }),
    );
    return 'removed';
  } catch (error) {
    const failed = failedActions(error);
    if (failed.has(0)) return 'changed';
    return leaving.length > 0 && failed.has(1) ? 'alone-on-roster' : 'claim-of-another';
  }
}
