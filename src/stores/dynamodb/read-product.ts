import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import type { Item } from './read-pages.ts';

/** A product's item as it is now; undefined when there is none. */
export async function readProductItem(
  connection: DynamodbConnection,
  productId: string,
): Promise<Item | undefined> {
  const { Item } = await connection.send<{ readonly Item?: Item }>(
    new GetCommand({
      TableName: connection.names.products,
      Key: { product_id: productId },
      ConsistentRead: true,
    }),
  );
  return Item;
}
