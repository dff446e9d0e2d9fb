import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { User } from '../../domain/user.ts';
import { claimOf, findClaim } from './claims.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { projectionOf } from './projection.ts';
import type { Item } from './read-pages.ts';
import { toUser } from './user-item.ts';

export async function findUser(
  connection: DynamodbConnection,
  userId: string,
): Promise<User | undefined> {
  const item = await findUserItem(connection, userId);
  return item && toUser(item);
}

/** With these attributes, or with all of them. */
export async function findUserItem(
  connection: DynamodbConnection,
  userId: string,
  attributes?: readonly string[],
): Promise<Item | undefined> {
  const { Item } = await connection.send<{ readonly Item?: Item }>(
    new GetCommand({
      TableName: connection.names.users,
      Key: { user_id: userId },
      ConsistentRead: true,
      ...(attributes && projectionOf(attributes)),
    }),
  );
  return Item;
}

/** As `findUserItem`, except that an account that claims no email comes with all it has. */
export async function findUserItemByEmail(
  connection: DynamodbConnection,
  email: string,
  attributes?: readonly string[],
): Promise<Item | undefined> {
  const claim = await findClaim(connection, claimOf.email(email));
  return claim
    ? findUserItem(connection, String(claim['user_id']), attributes)
    : findUnclaimedItem(connection, email);
}

/**
 * An account that the documents' functions wrote claims no email, but the index knows it. One of
 * ours that the index still shows there has moved on.
 */
export async function findUnclaimedItem(
  connection: DynamodbConnection,
  email: string,
): Promise<Item | undefined> {
  const items = await queryByEmail(connection, email);
  return items.find((item) => item['email_initial'] === undefined);
}

export async function queryByEmail(
  connection: DynamodbConnection,
  email: string,
): Promise<readonly Item[]> {
  const { Items = [] } = await connection.send<{ readonly Items?: Item[] }>(
    new QueryCommand({
      TableName: connection.names.users,
      IndexName: connection.names.usersByEmail,
      KeyConditionExpression: 'email = :email',
      ExpressionAttributeValues: { ':email': email },
    }),
  );
  return Items;
}
