import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { User } from '../../domain/user.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import type { Item } from './read-pages.ts';
import { toUser } from './user-item.ts';

export async function findUser(
  connection: DynamodbConnection,
  userId: string,
): Promise<User | undefined> {
  const { Item } = await connection.send<{ readonly Item?: Item }>(
    new GetCommand({
      TableName: connection.names.users,
      Key: { user_id: userId },
      ConsistentRead: true,
    }),
  );
  return Item && toUser(Item);
}
