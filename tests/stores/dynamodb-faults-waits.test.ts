import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { dynamodbStore } from '../../src/stores/dynamodb/dynamodb-store.ts';
import { sampleProduct } from '../contracts/store/sample-rows.ts';
import { named } from './dynamodb-faults/fault-kinds.ts';
import { type Faults, injectFaults, newClient } from './dynamodb-faults/faulty-store.ts';
import { freePort } from './dynamodb-local.ts';
import { tableNames } from './dynamodb-store-factory.ts';

const NEARLY_ONE = 1 - Number.EPSILON;
const BUDGET_MS = 4000;
const LONGEST_WAIT_MS = 800;
const throttle = { name: 'a throttle', make: () => named('ThrottlingException') };
const options = { names: tableNames('t'), currency: 'EUR', newId: () => 'id' };

describe('waits between repeats', () => {
  let faults: Faults;
  let attempts: number[];

  function newStore(random: () => number) {
    const client = newClient('http://127.0.0.1:1');
    faults = injectFaults(client);
    attempts = [];
    faults.onAttempt(async () => {
      attempts.push(Date.now());
    });
    faults.inject({ fault: throttle, times: Number.POSITIVE_INFINITY });
    return dynamodbStore({ ...options, client, random, now: () => Date.now() });
  }

  /** Runs a call that is throttled for ever until it gives up; gives the waits between attempts. */
  async function waitsWith(random: () => number): Promise<readonly number[]> {
    await expectUnavailable(newStore(random).ping());
    return attempts.slice(1).map((time, index) => time - (attempts[index] ?? 0));
  }

  /** Time passes only where the call waits; the SDK's own steps take none. */
  async function expectUnavailable(call: Promise<unknown>): Promise<void> {
    let error: unknown;
    call.catch((thrown: unknown) => {
      error = thrown;
    });
    while (error === undefined) {
      await new Promise((resolve) => setImmediate(resolve));
      await vi.advanceTimersToNextTimerAsync();
    }
    expect(error).toMatchObject({ code: 'STORE_UNAVAILABLE', retryAfterSeconds: 2 });
  }

  beforeEach(() => {
    vi.useFakeTimers({ now: 0, toFake: ['Date', 'setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('double up to a cap where chance is highest, and end within the budget', async () => {
    const waits = await waitsWith(() => NEARLY_ONE);
    const [first = 0, second = 0, third = 0] = waits;
    expect([second, third].map((wait) => Math.round(wait / first))).toEqual([2, 4]);
    expect(Math.max(...waits)).toBeLessThanOrEqual(LONGEST_WAIT_MS);
    expect(waits.at(-1)).toBeGreaterThan(LONGEST_WAIT_MS / 2);
    expect(attempts.at(-1)).toBeLessThan(BUDGET_MS);
    expect(Date.now()).toBeLessThan(BUDGET_MS);
  });

  test('are the chosen share of the whole', async () => {
    const whole = await waitsWith(() => NEARLY_ONE);
    vi.setSystemTime(0);
    const half = await waitsWith(() => 0.5);
    expect(half.length).toBeGreaterThan(whole.length);
    for (const [index, wait] of whole.slice(0, 5).entries()) {
      expect(Math.abs((half[index] ?? 0) - wait / 2)).toBeLessThanOrEqual(1);
    }
  });

  test('are none where chance is lowest', async () => {
    const store = newStore(() => 0);
    faults.inject({ fault: throttle, times: 9, commands: ['GetItem'] });
    faults.onAttempt(async () => {
      attempts.push(Date.now());
      // No wait is a budget without end; it ends here.
      if (attempts.length === 9) vi.setSystemTime(BUDGET_MS);
    });
    await expectUnavailable(store.ping());
    expect(attempts).toEqual(Array.from({ length: 9 }, () => 0));
  });
});

describe('what stands where the engine should', () => {
  let server: Server;
  let answer: Parameters<typeof createServer>[1];
  const storeAt = (port: number) => {
    const client = newClient(`http://127.0.0.1:${port}`);
    const random = () => 0.1;
    return dynamodbStore({ ...options, client, random, now: Date.now, timeBudgetMs: 400 });
  };
  beforeEach(async () => {
    server = createServer((request, response) => answer?.(request, response)).listen(0);
    await once(server, 'listening');
  });
  afterEach(() => server.close());

  test.each([
    ['a page of a gateway', 502, 'text/html', '<html>Bad gateway</html>'],
    ['an empty refusal', 503, 'text/plain', ''],
    ['a fault with a broken body', 500, 'application/x-amz-json-1.0', '{"__type":'],
  ])('is STORE_UNAVAILABLE: %s', async (_, status, type, body) => {
    answer = (_request, response) => {
      response.writeHead(status, { 'content-type': type }).end(body);
    };
    const call = storeAt((server.address() as AddressInfo).port).products.findProduct('p');
    await expect(call).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });

  test('is STORE_UNAVAILABLE: an answer cut in its middle', async () => {
    answer = (_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"Item":{');
      setImmediate(() => response.destroy());
    };
    const call = storeAt((server.address() as AddressInfo).port).products.findProduct('p');
    await expect(call).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });

  test('is STORE_UNAVAILABLE: nothing at all', async () => {
    const call = storeAt(await freePort()).products.findProduct('p');
    await expect(call).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });

  test('lets go of its connections at the end, once what runs is answered', async () => {
    answer = (_request, response) => {
      setTimeout(() => response.end('{}'), 20);
    };
    const { port } = server.address() as AddressInfo;
    const store = storeAt(port);
    const running = store.products.findProduct('p');
    await store.close();
    expect(await running).toBeUndefined();
    await expect(store.ping()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    const closed = once(server, 'close');
    server.close();
    await closed;
  });

  test('keys that are never read end in STORE_UNAVAILABLE, and those read late are found', async () => {
    const { productId } = sampleProduct('p');
    let refusals = Number.POSITIVE_INFINITY;
    answer = (_request, response) => {
      refusals -= 1;
      const keys = { [options.names.products]: { Keys: [{ product_id: { S: productId } }] } };
      const item = { product_id: { S: productId }, tag: { S: 'kits' }, price: { N: '9.99' } };
      const read = { Responses: { [options.names.products]: [item] }, UnprocessedKeys: {} };
      const said = refusals < 0 ? read : { Responses: {}, UnprocessedKeys: keys };
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify(said));
    };
    const store = storeAt((server.address() as AddressInfo).port);
    await expect(store.products.findProducts([productId])).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
    });
    refusals = 2;
    expect((await store.products.findProducts([productId])).get(productId)?.tag).toBe('kits');
  });
});
