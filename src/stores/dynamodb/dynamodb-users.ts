import { QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { User } from '../../domain/user.ts';
import type { UserStore } from '../../ports/user-store.ts';
import { claimOf, findClaim, releaseEmail } from './claims.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { failedActions } from './dynamodb-errors.ts';
import { findUser } from './find-user.ts';
import { listUsers } from './list-users.ts';
import type { Item } from './read-pages.ts';
import { updateUser } from './update-user.ts';
import { toUser, userItem } from './user-item.ts';
import { versionCondition } from './version-condition.ts';

/** How often a deletion starts over when the account changes under it. */
const MAX_ATTEMPTS = 8;

export function dynamodbUsers(connection: DynamodbConnection): UserStore {
  const { names } = connection;
  const store: UserStore = {
    async createUser(user, passwordHash) {
      const put = { TableName: names.users, Item: userItem(user, passwordHash) };
      const claims = { TableName: names.claims };
      try {
        await connection.send(
          new TransactWriteCommand({
            ClientRequestToken: connection.newId(),
            TransactItems: [
              { Put: { ...put, ConditionExpression: 'attribute_not_exists(user_id)' } },
              {
                Put: {
                  ...claims,
                  Item: { claim: claimOf.email(user.email), user_id: user.userId },
                  ConditionExpression: 'attribute_not_exists(claim)',
                },
              },
              {
                ConditionCheck: {
                  ...claims,
                  Key: { claim: claimOf.retiredUserId(user.userId) },
                  ConditionExpression: 'attribute_not_exists(claim)',
                },
              },
            ],
          }),
        );
        return 'created';
      } catch (error) {
        return failedActions(error).has(1) ? 'email-taken' : 'user-id-taken';
      }
    },
    findUser: (userId) => findUser(connection, userId),
    async findUserByEmail(email) {
      const claim = await findClaim(connection, claimOf.email(email));
      return claim
        ? findUser(connection, String(claim['user_id']))
        : findUnclaimedUser(connection, email);
    },
    async findUserIdByEmail(email) {
      const claim = await findClaim(connection, claimOf.email(email));
      return claim
        ? String(claim['user_id'])
        : (await findUnclaimedUser(connection, email))?.userId;
    },
    async isEmailKnown(email) {
      return (await queryByEmail(connection, email)).length > 0;
    },
    updateUser: (userId, changes, options) => updateUser(connection, userId, changes, options),
    async deleteUser(userId, { deletedAt, expectedVersions }) {
      let holdsClaim = true;
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
        const user = await findUser(connection, userId);
        if (user === undefined) return 'not-found';
        if (expectedVersions && !expectedVersions.includes(user.version)) return 'version-mismatch';
        const outcome = await removeUser(connection, user, deletedAt, holdsClaim);
        if (outcome === 'removed') return 'deleted';
        holdsClaim = outcome !== 'claim-of-another';
      }
      return 'version-mismatch';
    },
    listUsers: (filter, page) => listUsers(connection, store, filter, page),
  };
  return store;
}

/**
 * An account that the documents' functions wrote claims no email, but the index knows it. One of
 * ours that the index still shows there has moved on.
 */
async function findUnclaimedUser(
  connection: DynamodbConnection,
  email: string,
): Promise<User | undefined> {
  const found = await queryByEmail(connection, email);
  const unclaimed = found.find(({ isClaimed }) => !isClaimed);
  return unclaimed && toUser(unclaimed.item);
}

async function queryByEmail(
  connection: DynamodbConnection,
  email: string,
): Promise<readonly { readonly item: Item; readonly isClaimed: boolean }[]> {
  const { Items = [] } = await connection.send<{ readonly Items?: Item[] }>(
    new QueryCommand({
      TableName: connection.names.users,
      IndexName: connection.names.usersByEmail,
      KeyConditionExpression: 'email = :email',
      ExpressionAttributeValues: { ':email': email },
    }),
  );
  return Items.map((item) => ({ item, isClaimed: item['email_initial'] !== undefined }));
}

/** `changed` when the account is no longer as it was read. */
async function removeUser(
  connection: DynamodbConnection,
  user: User,
  deletedAt: string,
  holdsClaim: boolean,
): Promise<'removed' | 'changed' | 'claim-of-another'> {
  const { names } = connection;
  const { userId } = user;
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
        ],
      }),
    );
    return 'removed';
  } catch (error) {
    return failedActions(error).has(0) ? 'changed' : 'claim-of-another';
  }
}
