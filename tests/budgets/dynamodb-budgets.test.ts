import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Budgets, measureWorks } from '../../bench/budgets/measure-works.ts';
import { PAGE_ITEMS, statedCalls } from '../../bench/budgets/page.ts';
import { type DynamodbLocal, startDynamodbLocal } from '../stores/dynamodb-local.ts';
import { withoutJava } from '../stores/java.ts';

const FEW_ITEMS = 10;
const MEASURING_MS = 300_000;

/** What answers without asking the store. */
const WITHOUT_STORE = [
  'documentationAsset',
  'documentationPage',
  'getPhoto',
  'listPublicKeys',
  'live',
  'openApi',
];

describe.skipIf(withoutJava)('on DynamoDB', () => {
  let engine: DynamodbLocal | undefined;
  let few: Budgets;
  let many: Budgets;
  beforeAll(async () => {
    engine = await startDynamodbLocal();
    few = await measureWorks(engine.endpoint, FEW_ITEMS);
    many = await measureWorks(engine.endpoint, PAGE_ITEMS);
  }, MEASURING_MS);
  afterAll(() => engine?.stop());

  test('every request stays within its budget of calls', () => {
    for (const { work, pages, kitroom } of [...few.measurements, ...many.measurements]) {
      expect(kitroom.calls.length, work.title).toBeLessThanOrEqual(work.budget * pages);
    }
  });

  test('a request makes as many calls with 2,000 items in the tables as with 10', () => {
    const [ofFew, ofMany] = [few, many].map(({ measurements }) =>
      measurements
        .filter(({ work }) => work.readsMore !== true)
        .map(({ work, pages, kitroom }) => ({
          title: work.title,
          operations: kitroom.calls
            .slice(0, kitroom.calls.length / pages)
            .map((call) => call.operation),
          callsAPage: kitroom.calls.length / pages,
        })),
    );
    expect(ofMany).toEqual(ofFew);
  });

  test('but a search for a word that is in more products than it looks at', () => {
    const reading = many.measurements.filter(({ work }) => work.readsMore === true);
    expect(
      reading.map(({ work, kitroom }) => [work.title, kitroom.calls.length, work.budget]),
    ).toEqual([['GET /products?q, a word of more than 400 products', 5, 5]]);
  });

  test('a request with the same answer reads and writes as much among 2,000 items as among 10', () => {
    const [ofFew, ofMany] = [few, many].map(({ measurements }) =>
      measurements
        .filter(({ work }) => work.grows !== true)
        .map(({ work, kitroom: { readUnits, writeUnits } }) => ({
          title: work.title,
          readUnits,
          writeUnits,
        })),
    );
    expect(ofMany).toEqual(ofFew);
  });

  test('a table is scanned for whole lists of accounts, and where it is small, alone', () => {
    const scanning = many.measurements.filter(({ kitroom }) =>
      kitroom.calls.some(({ operation }) => operation === 'Scan'),
    );
    expect(scanning.map(({ work }) => work.title)).toEqual([
      'GET /user-personal-information, one page of 100',
      'GET /user-personal-information, the whole list',
      'GET /users, one page of 100',
      'GET /home_page, once a minute and process',
      'GET /ads, one page of 20',
      'POST /webhooks',
      'GET /webhooks',
    ]);
  });

  test.each([
    'POST /users',
    'POST /register',
    'POST /user-personal-information',
    'POST /store_user_data?operation=register',
  ])('%s makes the account and claims its email in one transaction', (title) => {
    const made = many.measurements.find(({ work }) => work.title === title);
    expect(made?.kitroom.calls.map(({ operation }) => operation)).toEqual([
      'Query',
      'TransactWriteItems',
    ]);
  });

  test('every route that asks the store is measured', () => {
    const measured = new Set(many.measurements.map(({ work }) => work.operationId));
    const others = many.routes
      .map(({ operationId }) => operationId)
      .filter((operationId) => !measured.has(operationId));
    expect(others.sort()).toEqual(WITHOUT_STORE);
  });

  test('docs/budgets.md states the calls that are measured', async () => {
    const page = await readFile(new URL('../../docs/budgets.md', import.meta.url), 'utf8');
    const measured = many.measurements.map(({ work, kitroom, documents }) => [
      work.title,
      { kitroom: kitroom.calls.length, documents: documents?.calls.length },
    ]);
    expect([...statedCalls(page)]).toEqual(measured);
  });
});
