import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAX_SIZES } from '../../src/domain/product.ts';
import type { Store } from '../../src/ports/store.ts';
import { changeAt, expectLedger, movementsOf } from '../contracts/store/ledger.ts';
import { numbered, sampleProduct } from '../contracts/store/sample-rows.ts';
import { newTables } from './dynamodb-faults/faulty-store.ts';
import { type DynamodbLocal, startDynamodbLocal } from './dynamodb-local.ts';
import { withoutJava } from './java.ts';

/** Four bytes in UTF-8. */
const BALL = '\u{1f3c0}';
const LONGEST_SIZE = 28;

describe.skipIf(withoutJava)('the limits of the engine on products', () => {
  let engine: DynamodbLocal;
  let store: Store;
  beforeAll(async () => {
    engine = await startDynamodbLocal();
    store = (await newTables(engine.endpoint)).plain();
  });
  afterAll(() => engine.stop());

  test('do not meet the largest product: made, replaced in everything and deleted', async () => {
    // Three bytes a letter, and none of them folds away.
    const letter = '\u4e00';
    const sizesOf = (prefix: string) =>
      Array.from({ length: MAX_SIZES }, (_, index) => ({
        size: BALL.repeat(LONGEST_SIZE) + prefix + String(index).padStart(3, '0'),
        stock: 7,
      }));
    const wordsOf = (prefix: string) => numbered(`${prefix}${letter.repeat(90)}`, 50).join(' ');
    const product = sampleProduct('\u{20000}'.repeat(128), {
      ...{ tag: letter.repeat(100), label: letter.repeat(500), description: wordsOf('a') },
      ...{ version: 1, sizes: sizesOf('a') },
    });
    const other = {
      ...{ ...product, tag: 'other', label: `b${letter.repeat(499)}`, version: 2 },
      ...{ description: wordsOf('b'), sizes: sizesOf('b') },
    };
    expect(await store.products.createProduct(product, changeAt())).toBe('created');
    const list = { tag: product.tag, sort: 'label' } as const;
    expect((await store.products.listProducts(list, { limit: 9 })).items).toEqual([product]);
    expect(await store.products.replaceProduct(other, product, changeAt(1))).toBe('replaced');
    expect(await store.products.findProduct(product.productId)).toEqual(other);
    await expectLedger(store, product.productId, 30);
    expect(await store.products.deleteProduct(other, changeAt(2))).toBe('deleted');
    await expectLedger(store, product.productId, 30);
    expect(await movementsOf(store, product.productId)).toHaveLength(4 * MAX_SIZES);
  });
});
