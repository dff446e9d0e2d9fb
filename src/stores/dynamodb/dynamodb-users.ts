import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { UserStore } from '../../ports/user-store.ts';
import { isActiveAdmin, joinRoster } from './admin-roster.ts';
import { changeAccess } from './change-access.ts';
import { claimOf, findClaim } from './claims.ts';
import { deleteUser } from './delete-user.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { dynamodbCredentials } from './dynamodb-credentials.ts';
import { failedActions } from './dynamodb-errors.ts';
import { findUnclaimedItem, findUser, findUserItemByEmail, queryByEmail } from './find-user.ts';
import { listUsers } from './list-users.ts';
import { userOutboxActions } from './outbox-item.ts';
import { updateUser } from './update-user.ts';
import { toUser, userItem } from './user-item.ts';

export function dynamodbUsers(connection: DynamodbConnection): UserStore {
  const { names } = connection;
  const store: UserStore = {
    ...dynamodbCredentials(connection),
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
              ...(isActiveAdmin(user) ? [joinRoster(names.claims, user.userId)] : []),
              ...userOutboxActions(connection, 'user.created', {
                userId: user.userId,
                at: user.createdAt,
              }),
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
      const item = await findUserItemByEmail(connection, email);
      return item && toUser(item);
    },
    async findUserIdByEmail(email) {
      const holder =
        (await findClaim(connection, claimOf.email(email))) ??
        (await findUnclaimedItem(connection, email));
      return holder && String(holder['user_id']);
    },
    async isEmailKnown(email) {
      return (await queryByEmail(connection, email)).length > 0;
    },
    updateUser: (userId, changes, options) => updateUser(connection, userId, changes, options),
    changeAccess: (userId, access, options) => changeAccess(connection, userId, access, options),
    deleteUser: (userId, options) => deleteUser(connection, userId, options),
    listUsers: (filter, page) => listUsers(connection, store, filter, page),
  };
  return store;
}
