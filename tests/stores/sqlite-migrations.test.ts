import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { catalogueEntries } from '../../src/domain/catalogue.ts';
import type { Store } from '../../src/ports/store.ts';
import { MIGRATIONS } from '../../src/stores/sqlite/migrations.ts';
import { openSqliteStore } from '../../src/stores/sqlite/sqlite-store.ts';
import {
  cartOf,
  instant,
  lineChange,
  sampleProduct,
  walk,
} from '../contracts/store/sample-rows.ts';
import { sqliteFiles } from './sqlite-files.ts';

const newFile = sqliteFiles();
const CHANGE = { actor: 'ann', at: instant(99) };
const KIT = sampleProduct('kit', {
  teamName: 'Élan',
  sizes: [{ size: 'S' }, { size: 'M', stock: 7 }, { size: 'L', stock: 0 }],
});
const BALL = sampleProduct('ball', { tag: 'balls', label: 'Delta' });

/** As the released Kitroom of schema 2 left it: a shop, a cart and an order. */
async function olderFile(): Promise<string> {
  const file = newFile();
  const database = new DatabaseSync(file);
  for (const step of MIGRATIONS.slice(0, 2)) database.exec(String(step));
  database.exec(`
    PRAGMA user_version = 2;
    PRAGMA application_id = ${0x4b697472};
    INSERT INTO ads VALUES ('a', 'A');
    INSERT INTO products VALUES
      ('kit', 'kits', NULL, NULL, 'Élan', NULL, NULL, NULL, 'A shirt', 8999, 'EUR'),
      ('ball', 'balls', 'Delta', NULL, NULL, NULL, NULL, NULL, 'A shirt', 8999, 'EUR');
    INSERT INTO product_sizes VALUES ('kit', 'S', 0, NULL), ('kit', 'M', 1, 7), ('kit', 'L', 2, 0);
    INSERT INTO carts VALUES ('ann', 4, '${instant()}');
    INSERT INTO cart_lines VALUES ('ann', 'kit', 'M', 2, '[2,4]');
    INSERT INTO orders VALUES ('o1', 'ann', 'Pending', json_array(json_object('productId', 'kit',
      'size', 'M', 'quantity', 1, 'label', 'Kit', 'photo', 'kit.png',
      'unitPrice', json_object('minorUnits', 10, 'currency', 'EUR'))), 10, 'EUR', '${instant()}');
    INSERT INTO idempotency_keys VALUES ('s', 'k', 'f', 'o1', '${instant(60)}');
  `);
  database.close();
  return file;
}

async function withOlderFile(use: (store: Store, file: string) => Promise<void>): Promise<void> {
  const file = await olderFile();
  const store = openSqliteStore(file);
  await use(store, file);
  await store.close();
}

const movementsOf = (store: Store, productId: string) =>
  walk((page) => store.stock.listMovements(productId, page), 2);

test('products of schema 2 stay and are in every list', () =>
  withOlderFile(async (store, file) => {
    expect(await store.products.findProduct('kit')).toEqual(KIT);
    const byLabel = await store.products.listProducts({ sort: 'label' }, { limit: 9 });
    expect(byLabel.items).toEqual([BALL, KIT]);
    const kits = await store.products.listProducts({ sort: 'newest', tag: 'kits' }, { limit: 9 });
    expect(kits.items).toEqual([KIT]);
    expect(await store.products.findProductIdsByWord('elan', true, 9)).toEqual(['kit']);
    const database = new DatabaseSync(file, { readOnly: true });
    const rows = database.prepare('SELECT list, key FROM catalogue_entries').all();
    database.close();
    const expected = [KIT, BALL].flatMap((product) => catalogueEntries(product));
    expect(rows.map((row) => JSON.stringify([row['list'], row['key']])).sort()).toEqual(
      expected.map(({ list, key }) => JSON.stringify([list, key])).sort(),
    );
  }));

test('the stock of schema 2 has one opening movement for each size that has any', () =>
  withOlderFile(async (store) => {
    const [opening, ...others] = await movementsOf(store, 'kit');
    expect(others).toEqual([]);
    expect(opening).toEqual({
      movementId: 'kit:opening:M',
      productId: 'kit',
      size: 'M',
      delta: 7,
      reason: 'set',
      actor: 'system',
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      note: 'opening balance',
    });
    expect(await movementsOf(store, 'ball')).toEqual([]);
    await store.stock.setStock({
      ...{ productId: 'kit', size: 'M', stock: 2, movementId: 'm', ...CHANGE },
    });
    expect((await movementsOf(store, 'kit')).map(({ delta }) => delta)).toEqual([-5, 7]);
  }));

test('a cart of schema 2 takes further units', () =>
  withOlderFile(async (store) => {
    const line = { productId: 'kit', size: 'M', unitOrdinals: [2, 4] };
    const cart = { userId: 'ann', version: 4, lines: [line], updatedAt: instant() };
    expect(await cartOf(store, 'ann')).toEqual(cart);
    expect(await store.carts.addCartUnits(lineChange({ quantity: 3, seenPrice: 9 }))).toBe('added');
    const { lines, version } = await cartOf(store, 'ann');
    expect(lines).toEqual([{ ...line, unitOrdinals: [2, 4, 5, 6, 7], seenPrice: 9 }]);
    expect(version).toBe(7);
  }));

test('an order of schema 2 is listed, and gives nothing back when it is cancelled', () =>
  withOlderFile(async (store) => {
    const order = await store.orders.findOrder('o1');
    expect(order?.history).toEqual([]);
    expect((await store.orders.listOrders({ status: 'Pending' }, { limit: 9 })).items).toEqual([
      order,
    ]);
    const step = { from: 'Pending', to: 'Cancelled', ...CHANGE } as const;
    const outcome = await store.orders.moveOrder({ orderId: 'o1', ...step, from: ['Pending'] });
    expect(outcome).toEqual({
      kind: 'moved',
      order: { ...order, status: 'Cancelled', history: [step] },
    });
    expect(await store.products.findProduct('kit')).toEqual(KIT);
    const record = await store.orders.findIdempotencyRecord('s', 'k', instant());
    expect(record).toEqual({ fingerprint: 'f', resultId: 'o1' });
  }));

test('what schema 2 has no version of is changed and replaced at version 0', () =>
  withOlderFile(async (store) => {
    expect(await store.ads.updateAd('a', { label: 'B' }, [0])).toEqual({
      kind: 'updated',
      ad: { adId: 'a', label: 'B', version: 1 },
    });
    const changed = { ...BALL, label: 'Zeta', version: 1 };
    expect(await store.products.replaceProduct(changed, BALL, CHANGE)).toBe('replaced');
    expect(await store.products.replaceProduct(changed, BALL, CHANGE)).toBe('changed');
    expect(await store.products.findProduct('ball')).toEqual(changed);
    const byLabel = await store.products.listProducts({ sort: 'label' }, { limit: 9 });
    expect(byLabel.items).toEqual([KIT, changed]);
    expect(await store.products.findProductIdsByWord('delta', true, 9)).toEqual([]);
  }));
