import { randomUUID } from 'node:crypto';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asList } from '../contracts/http/api-client.ts';
import { addToCart, cartOf, freshUserId, ordersOf } from '../contracts/http/fixtures.ts';
import { type DynamodbLocal, startDynamodbLocal } from '../stores/dynamodb-local.ts';
import { withoutJava } from '../stores/java.ts';
import { accountRacesContract } from './account-races-contract.ts';
import {
  createTables,
  type DynamodbSettings,
  dynamodbSettings,
  plainClient,
} from './dynamodb-tables.ts';
import { type KitroomProcess, removeDataDir, startKitroom } from './kitroom-process.ts';
import { parallelCalls } from './parallel-calls.ts';
import { shopRacesContract } from './shop-races-contract.ts';

describe.skipIf(withoutJava).each([2, 4])('%i server processes over one DynamoDB', (count) => {
  let engine: DynamodbLocal;
  let settings: DynamodbSettings;
  let servers: readonly KitroomProcess[] = [];
  beforeAll(async () => {
    engine = await startDynamodbLocal();
    settings = dynamodbSettings(engine.endpoint);
    expect(await createTables(settings)).toMatchObject({ code: 0 });
    // All at once: the currency is settled and the sample shop imported by several.
    const starts = await Promise.allSettled(
      Array.from({ length: count }, () => startKitroom(settings)),
    );
    // Those that started are ended even where another did not.
    servers = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
    for (const start of starts) if (start.status === 'rejected') throw start.reason;
  }, 60_000);
  afterAll(async () => {
    for (const server of servers) {
      await server.stop();
      await removeDataDir(server.dataDir);
    }
    await engine.stop();
  });

  const addresses = () => servers.map(({ baseUrl }) => baseUrl);
  const calls = parallelCalls(addresses);
  accountRacesContract(addresses);
  shopRacesContract(addresses, () => settings);

  test('servers that start together import one sample shop', async () => {
    for (const api of calls.each()) {
      const boots = asList((await api.get('/load_products?product_tag=boots')).body);
      expect(boots).toHaveLength(26);
    }
  });

  test('of 30 buyers of the last 10 of a product of another program exactly 10 get one', async () => {
    const client = plainClient(engine.endpoint);
    const TableName = settings.PRODUCTS_TABLE;
    const product_id = `last-${randomUUID()}`;
    const Item = {
      product_id,
      tag: 'kits',
      team_name: 'Pellanby Rovers',
      season: '2024',
      side: 'Home',
      price: 89.99,
      description: 'The last of them',
      sizes: ['M', 'L'],
      stock: { M: 10 },
    };
    await client.send(new PutCommand({ TableName, Item }));
    const buyers = Array.from({ length: 30 }, freshUserId);
    await calls.onAll(30, (api, index) =>
      addToCart(api, buyers[index] ?? '', { product_id, size: 'M' }),
    );
    const answers = await calls.onAll(30, (api, index) =>
      api.post('/checkout', { user_id: buyers[index] }),
    );
    for (const [index, { status, body, text }] of answers.entries()) {
      const api = calls.of(index + 1);
      const won = status === 200;
      if (!won) {
        expect(body, text).toMatchObject({
          status: 409,
          code: 'OUT_OF_STOCK',
          lines: [{ product_id, size: 'M', wanted: 1, left: 0 }],
        });
      }
      expect(await ordersOf(api, buyers[index] ?? '')).toHaveLength(won ? 1 : 0);
      expect(await cartOf(api, buyers[index] ?? '')).toHaveLength(won ? 0 : 1);
    }
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
    const left = await client.send(new GetCommand({ TableName, Key: { product_id } }));
    expect(left.Item).toEqual({ ...Item, stock: { M: 0 } });
  });
});
