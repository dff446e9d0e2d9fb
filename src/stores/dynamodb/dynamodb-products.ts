import { catalogueList, productIdOfKey, wordList } from '../../domain/catalogue.ts';
import { decodeCursor, encodeCursor } from '../../domain/cursor.ts';
import type { Product } from '../../domain/product.ts';
import type { ProductStore } from '../../ports/product-store.ts';
import { createProduct } from './create-product.ts';
import { deleteProduct } from './delete-product.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { toProduct } from './product-item.ts';
import { readBatch } from './read-batch.ts';
import { pageOfItems, queryItems } from './read-pages.ts';
import { readProductItem } from './read-product.ts';
import { replaceProduct } from './replace-product.ts';

const BY_TAG = 'products-by-tag';
/** What the engine reads in one batch. */
const MAX_BATCH_KEYS = 100;

export function dynamodbProducts(connection: DynamodbConnection, currency: string): ProductStore {
  const { products: TableName, productsByTag: IndexName, catalogue } = connection.names;
  const findProducts: ProductStore['findProducts'] = async (productIds) => {
    const ids = [...new Set(productIds)];
    const batches: Promise<readonly Product[]>[] = [];
    for (let start = 0; start < ids.length; start += MAX_BATCH_KEYS) {
      batches.push(readProducts(connection, ids.slice(start, start + MAX_BATCH_KEYS), currency));
    }
    const found = (await Promise.all(batches)).flat();
    return new Map(found.map((product) => [product.productId, product]));
  };

  return {
    findProducts,
    async findProduct(productId) {
      const item = await readProductItem(connection, productId);
      return item && toProduct(item, currency);
    },
    async listProductsByTag(tag, { limit, cursor }) {
      const [productId] = cursor === undefined ? [] : decodeCursor(cursor, BY_TAG, 1);
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
        (last) => encodeCursor(BY_TAG, [String(last['product_id'])]),
      );
    },
    async listProducts({ tag, sort }, { limit, cursor }) {
      const { list, isReversed } = catalogueList(tag, sort);
      // Both directions of a list have cursors of their own.
      const cursorList = `${sort} ${list}`;
      const [key] = cursor === undefined ? [] : decodeCursor(cursor, cursorList, 1);
      const entries = await queryItems(
        connection,
        {
          TableName: catalogue,
          KeyConditionExpression: '#list = :list',
          ExpressionAttributeNames: { '#list': 'list' },
          ExpressionAttributeValues: { ':list': list },
          ScanIndexForward: !isReversed,
          ExclusiveStartKey: key === undefined ? undefined : { list, key },
          ConsistentRead: true,
        },
        limit + 1,
      );
      const page = pageOfItems(
        entries,
        limit,
        (entry) => String(entry['product_id']),
        (last) => encodeCursor(cursorList, [String(last['key'])]),
      );
      const products = await findProducts(page.items);
      const items = page.items.flatMap((id) => products.get(id) ?? []);
      return { ...page, items };
    },
    async findProductIdsByWord(word, isWhole, limit) {
      const { list, prefix } = wordList(word, isWhole);
      const entries = await queryItems(
        connection,
        {
          TableName: catalogue,
          KeyConditionExpression: '#list = :list AND begins_with(#key, :prefix)',
          ExpressionAttributeNames: { '#list': 'list', '#key': 'key' },
          ExpressionAttributeValues: { ':list': list, ':prefix': prefix },
          ConsistentRead: true,
        },
        limit,
      );
      return entries.map((entry) => productIdOfKey(String(entry['key'])));
    },
    createProduct: (product, change) => createProduct(connection, product, change),
    replaceProduct: (product, before, change) =>
      replaceProduct(connection, currency, product, before, change),
    deleteProduct: (before, change) => deleteProduct(connection, currency, before, change),
  };
}

async function readProducts(
  connection: DynamodbConnection,
  productIds: readonly string[],
  currency: string,
): Promise<readonly Product[]> {
  const { products: TableName } = connection.names;
  const Keys = productIds.map((id) => ({ product_id: id }));
  const found = await readBatch(connection, { [TableName]: { Keys, ConsistentRead: true } });
  return (found.get(TableName) ?? []).map((item) => toProduct(item, currency));
}
