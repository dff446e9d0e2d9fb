import { QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { User } from '../../domain/user.ts';
import type { UserStore } from '../../ports/user-store.ts';
import { claimOf, findClaim } from './claims.ts';
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
      return (await findUnclaimedUser(connection, email)) !== undefined;
    },
    updateUser: (userId, changes, options) => updateUser(connection, userId, changes, options),
    async deleteUser(userId, { deletedAt, expectedVersions }) {
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
        const user = await findUser(connection, userId);
        if (user === undefined) return 'not-found';
        if (expectedVersions && !expectedVersions.includes(user.version)) return 'version-mismatch';
        if (await removeUser(connection, user, deletedAt)) return 'deleted';
      }
      return 'version-mismatch';
    },
    listUsers: (filter, page) => listUsers(connection, store, filter, page),
  };
  return store;
}

/** An account that the documents' functions wrote claims no email, but the index knows it. */
async function findUnclaimedUser(
  connection: DynamodbConnection,
  email: string,
): Promise<User | undefined> {
  const { Items = [] } = await connection.send<{ readonly Items?: Item[] }>(
    new QueryCommand({
      TableName: connection.names.users,
      IndexName: connection.names.usersByEmail,
      KeyConditionExpression: 'email = :email',
      ExpressionAttributeValues: { ':email': email },
      Limit: 1,
    }),
  );
  return Items[0] && toUser(Items[0]);
}

/** False when the account is no longer as it was read. */
async function removeUser(
  connection: DynamodbConnection,
  user: User,
  deletedAt: string,
): Promise<boolean> {
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
          { Delete: { TableName: names.claims, Key: { claim: claimOf.email(user.email) } } },
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
        ],
      }),
    );
    return true;
  } catch (error) {
    failedActions(error);
    return false;
  }
}
