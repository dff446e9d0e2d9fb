import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sampleProduct } from '../contracts/store/sample-rows.ts';
import { named } from './dynamodb-faults/fault-kinds.ts';
import { type FaultyStore, newTables, type Tables } from './dynamodb-faults/faulty-store.ts';
import { type DynamodbLocal, startDynamodbLocal } from './dynamodb-local.ts';
import { withoutJava } from './java.ts';

const MINUTE_MS = 60_000;
const ALWAYS = Number.POSITIVE_INFINITY;
const refused = { name: 'refused', make: () => named('AccessDeniedException') };
const lost = { name: 'lost', make: () => named('AccessDeniedException'), isAfter: true };
const ad = (adId: string) => ({ adId, label: adId });

describe.skipIf(withoutJava)('the ads of DynamoDB', () => {
  let engine: DynamodbLocal;
  let tables: Tables;
  let faulty: FaultyStore;
  let time = 0;
  beforeAll(async () => {
    engine = await startDynamodbLocal();
  });
  afterAll(() => engine.stop());
  beforeEach(async () => {
    tables = await newTables(engine.endpoint);
    await tables.plain().importCatalogue({ ads: [ad('first')], products: [] });
    time = Date.now();
    faulty = tables.faulty({ now: () => time });
  });
  afterEach(() => faulty.store.close());

  const sampled = async () => {
    const ads = await faulty.store.ads.sampleAds(9);
    return ads.map(({ adId }) => adId).sort();
  };
  const importElsewhere = (adId: string) =>
    tables.plain().importCatalogue({ ads: [ad(adId)], products: [] });

  test('are read once a minute, however many ask at once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => sampled()));
    await importElsewhere('second');
    time += MINUTE_MS - 1;
    expect(await sampled()).toEqual(['first']);
    expect(faulty.faults.sent()).toEqual({ Scan: 1 });
    time += 1;
    expect(await sampled()).toEqual(['first', 'second']);
    expect(faulty.faults.sent()).toEqual({ Scan: 2 });
  });

  test('are read again at once after a read that failed', async () => {
    faulty.faults.inject({ fault: refused, times: ALWAYS });
    await expect(sampled()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    faulty.faults.heal();
    expect(await sampled()).toEqual(['first']);
  });

  test('are not remembered beyond their minute by a refresh that failed', async () => {
    await sampled();
    await importElsewhere('second');
    time += MINUTE_MS;
    faulty.faults.inject({ fault: refused, times: ALWAYS });
    await expect(sampled()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    faulty.faults.heal();
    expect(await sampled()).toEqual(['first', 'second']);
  });

  test('show what this process wrote at once', async () => {
    await sampled();
    await faulty.store.importCatalogue({ ads: [ad('second')], products: [] });
    expect(await sampled()).toEqual(['first', 'second']);
  });

  test('show what this process wrote though its answer was lost for good', async () => {
    await sampled();
    faulty.faults.inject({ fault: lost, times: ALWAYS });
    const importing = faulty.store.importCatalogue({ ads: [ad('second')], products: [] });
    await expect(importing).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    faulty.faults.heal();
    expect(await sampled()).toEqual(['first', 'second']);
  });

  test('come after the products, none of which they go ahead of', async () => {
    const make = () => named('AccessDeniedException');
    const products = [sampleProduct('kit')];
    const commands = ['TransactWriteItems'];
    faulty.faults.inject({ fault: { name: 'refused', make }, times: 1, commands });
    const importing = faulty.store.importCatalogue({ ads: [ad('second')], products });
    await expect(importing).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(faulty.faults.sent()).toEqual({ BatchGetItem: 1, TransactWriteItems: 1 });
    faulty.faults.heal();
    expect(await sampled()).toEqual(['first']);
  });
});
