import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import {
  addUnits,
  cartOf,
  instant,
  lineChange,
  orderOf,
  sampleUser,
  unitsOf,
} from '../contracts/store/sample-rows.ts';
import { EVERY_CASE } from './dynamodb-faults/every-case.ts';
import { type FaultCase, fillCart, newEmailOf, place } from './dynamodb-faults/fault-cases.ts';
import { canceled, LOST_ANSWERS, named, REFUSED_CALLERS } from './dynamodb-faults/fault-kinds.ts';
import { type FaultyStore, newTables, type Tables } from './dynamodb-faults/faulty-store.ts';
import { REFUSAL_CASES } from './dynamodb-faults/refusal-cases.ts';
import { SIGN_IN_REFUSAL_CASES } from './dynamodb-faults/sign-in-refusal-cases.ts';
import { type DynamodbLocal, startDynamodbLocal } from './dynamodb-local.ts';
import { withoutJava } from './java.ts';

const ALWAYS = Number.POSITIVE_INFINITY;

describe.skipIf(withoutJava)('answers of DynamoDB that no repeat will change', () => {
  let engine: DynamodbLocal;
  let tables: Tables;
  let faulty: FaultyStore;
  let plain: Store;
  let id = '';
  let runs = 0;
  beforeAll(async () => {
    engine = await startDynamodbLocal();
    tables = await newTables(engine.endpoint);
  });
  afterAll(() => engine.stop());
  beforeEach(() => {
    runs += 1;
    id = `run-${runs}-`;
    faulty = tables.faulty();
    plain = tables.plain();
  });
  afterEach(() => faulty.store.close());

  test.each([...REFUSAL_CASES, ...SIGN_IN_REFUSAL_CASES])(
    '$name is heard once and never repeated',
    async (one) => {
      await one.prepare?.(plain, id);
      expect(await one.call(faulty.store, id)).toEqual(one.outcome(id));
      expect(faulty.faults.sent()).toEqual(
        Object.fromEntries(one.commands.map((each) => [each, 1])),
      );
    },
  );

  /** Every attempt fails this way; gives what the method threw. */
  async function thrownBy(one: FaultCase, make: () => Error): Promise<unknown> {
    await one.prepare?.(plain, id);
    faulty.faults.inject({ fault: { name: 'injected', make }, times: ALWAYS });
    return one.call(faulty.store, id).then(
      () => undefined,
      (error: unknown) => error,
    );
  }

  function expectNoRepeats(): void {
    expect(faulty.faults.injected).toBeGreaterThan(0);
    for (const { attempts } of faulty.faults.calls.values()) expect(attempts).toBe(1);
  }

  describe.each(REFUSED_CALLERS)('$name', ({ make }) => {
    test.each(EVERY_CASE)('is STORE_UNAVAILABLE at once from $name', async (one) => {
      const error = await thrownBy(one, make);
      expect(error).toMatchObject({ code: 'STORE_UNAVAILABLE', retryAfterSeconds: 2 });
      expectNoRepeats();
    });
  });

  describe.each([
    ['ValidationException', () => named('ValidationException', { $metadata: {} })],
    ['an error nobody knows', () => named('TypeError')],
  ])('%s', (_, make) => {
    // Lists take the first for a cursor of their own making; nothing here sends one.
    test.each(EVERY_CASE)('is thrown as it is from $name, once', async (one) => {
      const error = make();
      expect(await thrownBy(one, () => error)).toBe(error);
      if (!one.name.startsWith('listOrders')) expectNoRepeats();
    });
  });

  const transactions = EVERY_CASE.filter(({ commands }) => commands.includes('TransactWriteItems'));

  test.each(transactions)(
    'a transaction given up for a fault of ours is no outcome of $name',
    async (one) => {
      await one.prepare?.(plain, id);
      const error = canceled('ValidationError');
      const fault = { name: 'a bad action', make: () => error, commands: ['TransactWriteItems'] };
      faulty.faults.inject({ fault, times: ALWAYS });
      await expect(one.call(faulty.store, id)).rejects.toBe(error);
      expectNoRepeats();
    },
  );

  test('a transaction in conflict whose condition also failed is not repeated', async () => {
    const make = () => canceled('TransactionConflict', 'ConditionalCheckFailed');
    faulty.faults.inject({ fault: { name: 'both', make }, times: ALWAYS });
    expect(await faulty.store.users.createUser(sampleUser(id))).toBe('user-id-taken');
    expect(faulty.faults.sent()).toEqual({ TransactWriteItems: 1 });
  });

  describe('while the answer of a write is lost, others go on', () => {
    const [lost = { name: 'none', make: () => named('None') }] = LOST_ANSWERS;
    const other = { updatedAt: instant(2) };

    test('a moved email that is freed again is not taken twice', async () => {
      await plain.users.createUser(sampleUser(id));
      faulty.faults.inject({ fault: lost, times: 1, commands: ['TransactWriteItems'] });
      faulty.faults.onFirstFault(() => plain.users.updateUser(id, { email: `${id}@x.io` }, other));
      const changes = { email: newEmailOf(id) };
      const outcome = await faulty.store.users.updateUser(id, changes, { updatedAt: instant(1) });
      expect(outcome).toMatchObject({ kind: 'updated', user: { version: 2 } });
      expect(await plain.users.findUser(id)).toMatchObject({ email: `${id}@x.io`, version: 3 });
      expect(await plain.users.findUserIdByEmail(newEmailOf(id))).toBeUndefined();
    });

    test('an order is placed once though the next cart fills meanwhile', async () => {
      await fillCart(plain, id);
      faulty.faults.inject({ fault: lost, times: 1, commands: ['TransactWriteItems'] });
      faulty.faults.onFirstFault(() => addUnits(plain, id, [['next', 'M']]));
      expect(await place(faulty.store, id)).toEqual({ kind: 'placed' });
      expect(await unitsOf(plain, id)).toEqual(['next/M']);
    });

    test('a full line that the lost unit filled is no refusal', async () => {
      const add = () => faulty.store.carts.addCartUnits(lineChange({ userId: id, productId: id }));
      for (let unit = 0; unit < 98; unit += 1) await add();
      faulty.faults.inject({ fault: lost, times: 1 });
      expect(await add()).toBe('added');
      expect(await unitsOf(plain, id)).toHaveLength(99);
    });

    test('a cleared cart never has a version again that it had', async () => {
      await addUnits(plain, id, [['first', 'M']]);
      faulty.faults.inject({ fault: lost, times: 1 });
      let older = await cartOf(plain, id);
      faulty.faults.onFirstFault(async () => {
        await addUnits(plain, id, [['second', 'M']]);
        older = await cartOf(plain, id);
      });
      await faulty.store.carts.clearCart(id);
      await addUnits(plain, id, [['third', 'M']]);
      const placement = { order: orderOf(older, id), cartVersion: older.version };
      expect(await plain.orders.placeOrder(placement)).toEqual({ kind: 'cart-changed' });
      expect(await unitsOf(plain, id)).toEqual(['third/M']);
    });
  });

  test('a cart whose version is ahead of the clock is cleared and gets a later one', async () => {
    const version = Date.now() * 1000 + 3_600_000_000;
    await addUnits(plain, id, [['kit', 'M']]);
    await tables.client.send(
      new UpdateCommand({
        TableName: tables.names.carts,
        Key: { user_id: id },
        UpdateExpression: 'SET version = :version',
        ExpressionAttributeValues: { ':version': version },
      }),
    );
    await faulty.store.carts.clearCart(id);
    expect(await plain.carts.findCart(id)).toBeUndefined();
    await addUnits(plain, id, [['kit', 'M']]);
    expect((await cartOf(plain, id)).version).toBeGreaterThan(version);
  });
});
