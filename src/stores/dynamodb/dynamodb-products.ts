import { BatchGetCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import { decodeCursor, encodeCursor } from '../../domain/cursor.ts';
import type { Product } from '../../domain/product.ts';
import type { ProductStore } from '../../ports/product-store.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { toProduct } from './product-item.ts';
import { type Item, pageOfItems, queryItems } from './read-pages.ts';

const LIST = 'products-by-tag';

interface BatchAnswer {
  readonly Responses?: Readonly<Record<string, Item[]>>;
  readonly UnprocessedKeys?: Readonly<Record<string, unknown>>;
}

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
      const found = new Map<string, Product>();
      const Keys = [...new Set(productIds)].map((id) => ({ product_id: id }));
      if (Keys.length === 0) return found;
      const readOf = (RequestItems: object) =>
        new BatchGetCommand({ RequestItems: RequestItems as never });
      await connection.sendWhole<BatchAnswer>(
        readOf({ [TableName]: { Keys, ConsistentRead: true } }),
        ({ Responses, UnprocessedKeys = {} }) => {
          for (const item of Responses?.[TableName] ?? []) {
            found.set(String(item['product_id']), toProduct(item, currency));
          }
          return Object.keys(UnprocessedKeys).length > 0 ? readOf(UnprocessedKeys) : undefined;
        },
      );
      return found;
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
