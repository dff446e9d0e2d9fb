import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { SELECT_PRODUCTS } from '../../src/stores/sqlite/product-row.ts';
import { openSqliteStore } from '../../src/stores/sqlite/sqlite-store.ts';
import { callEveryMethod, fillEveryCart, runTheShop, signInEveryWay } from './sqlite-calls.ts';
import { sqliteFiles } from './sqlite-files.ts';

const newFile = sqliteFiles();
const file = newFile();
const HASH = '$argon2id$v=19$m=1,t=1,p=1$c2FsdA$aGFzaA';

const statements = new Set<string>();
let results: readonly unknown[] = [];
beforeAll(async () => {
  const prepare = vi.spyOn(DatabaseSync.prototype, 'prepare');
  const store = openSqliteStore(file);
  results = await callEveryMethod(store, HASH);
  await signInEveryWay(store);
  await runTheShop(store);
  await fillEveryCart(store);
  for (const [sql] of prepare.mock.calls) statements.add(sql.replace(/\s+/g, ' ').trim());
  prepare.mockRestore();
  await store.close();
});

const database = new DatabaseSync(file);
afterAll(() => database.close());

/** The steps of SQLite's plan for the statement. */
function planOf(sql: string): readonly string[] {
  const rows = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all();
  return rows.map((row) => String(row['detail']));
}

function queries(): readonly string[] {
  return [...statements].filter((sql) => /^(SELECT|INSERT|UPDATE|DELETE)/.test(sql));
}

/** Statements that may read a whole table, each with its reason. */
const MAY_SCAN: Readonly<Record<string, string>> = {
  [SELECT_PRODUCTS.replace(/\s+/g, ' ')]: 'every product, once, when an older file is migrated',
  'SELECT * FROM ads ORDER BY random() LIMIT ?':
    'a shop has a handful of ads, and each must be equally likely',
  'SELECT count(*) AS count FROM sqlite_schema': 'the schema, when the file is opened',
  'SELECT * FROM outbox ORDER BY sequence LIMIT ?': 'in the order of the table, to its limit',
  'SELECT count(*) AS count FROM webhooks': 'there are few webhooks',
  'SELECT * FROM webhooks ORDER BY created_at, webhook_id': 'there are few webhooks',
  'SELECT 1 FROM settings LIMIT 1': 'stops at the first row',
  'SELECT EXISTS (SELECT 1 FROM products) OR EXISTS (SELECT 1 FROM ads) AS found':
    'stops at the first row, when the server starts',
};

describe('the statements of the SQLite store', () => {
  test('are all collected', () => {
    expect(queries().length).toBeGreaterThan(95);
  });

  test('find their rows by an index and never read a whole table', () => {
    const scans = queries()
      .filter((sql) => !Object.hasOwn(MAY_SCAN, sql))
      .flatMap((sql) => planOf(sql).map((step) => ({ sql, step })))
      .filter(({ step }) => isTableScan(step));
    expect(scans).toEqual([]);
  });

  test('take the order of a list from an index and sort nothing that grows', () => {
    const sorts = queries()
      .filter((sql) => sql.includes('LIMIT') && !Object.hasOwn(MAY_SCAN, sql))
      .flatMap((sql) => planOf(sql).map((step) => ({ sql, step })))
      // A product's sizes are sorted by their position, inside the subquery that gathers them.
      .filter(({ step }) => step === 'USE TEMP B-TREE FOR ORDER BY');
    expect(sorts).toEqual([]);
  });

  test('that may read a whole table are all still in use', () => {
    expect(Object.keys(MAY_SCAN).filter((sql) => !statements.has(sql))).toEqual([]);
  });
});

describe('a password hash', () => {
  test('is kept', () => {
    const rows = database.prepare('SELECT password_hash FROM users').all();
    expect(rows.map((row) => row['password_hash'])).toContain(HASH);
  });

  test('is in nothing the store gives back', () => {
    expect(results.length).toBeGreaterThan(10);
    expect(JSON.stringify(results)).not.toContain('argon2id');
    expect(JSON.stringify(results).toLowerCase()).not.toContain('hash');
  });
});

/** A walk in the order of an index reads no further than its LIMIT. */
function isTableScan(step: string): boolean {
  if (!step.startsWith('SCAN')) return false;
  return !/^SCAN (CONSTANT ROW|json_each|\w+ USING (COVERING )?INDEX)/.test(step);
}
