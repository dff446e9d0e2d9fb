import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { decodeCursor, encodeCursor } from '../../domain/cursor.ts';
import type { ProductStore } from '../../ports/product-store.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { toProduct } from './product-item.ts';
import { readBatch } from './read-batch.ts';
import { type Item, pageOfItems, queryItems } from './read-pages.ts';

const LIST = 'products-by-tag';

export function dynamodbProducts(connection: DynamodbConnection, currency: string): ProductStore {
  const { products: TableName, productsByTag: IndexName } = connection.names;
  return {
    async findProduct(productId) {
      const { Item } = await connection.send<{ readonly Item?: Item }>(
        new GetCommand({ TableName, Key: { product_id: productId }, ConsistentRead: true }),
      );
      return Item && toProduct(Item, currency);
    },
    async findProducts(productIds) {
      const Keys = [...new Set(productIds)].map((id) => ({ product_id: id }));
      if (Keys.length === 0) return new Map();
      const found = await readBatch(connection, { [TableName]: { Keys, ConsistentRead: true } });
      const products = (found.get(TableName) ?? []).map((item) => toProduct(item, currency));
      return new Map(products.map((product) => [product.productId, product]));
    },
    async listProductsByTag(tag, { limit, cursor }) {
      const [productId] = cursor === undefined ? [] : decodeCursor(cursor, LIST, 1);
      const items = await queryItems(
        connection,
        {
          TableName,
          IndexName,
          KeyConditionExpression: 'tag = :tag',
          ExpressionAttributeValues: { ':tag': tag },
          ExclusiveStartKey: productId === undefined ? undefined : { tag, product_id: productId },
        },
        limit + 1,
      );
      return pageOfItems(
        items,
        limit,
        (item) => toProduct(item, currency),
        (last) => encodeCursor(LIST, [String(last['product_id'])]),
      );
    },
  };
}
