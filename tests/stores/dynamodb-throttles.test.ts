import { GetCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Throttle } from '../../src/domain/throttle.ts';
import { instant, numbered } from '../contracts/store/sample-rows.ts';
import { sampleThrottle } from '../contracts/store/session-rows.ts';
import { LOST_ANSWERS, named } from './dynamodb-faults/fault-kinds.ts';
import { type FaultyStore, newTables, type Tables } from './dynamodb-faults/faulty-store.ts';
import { type DynamodbLocal, startDynamodbLocal } from './dynamodb-local.ts';
import { withoutJava } from './java.ts';

const FREE = 3;
const ALWAYS = Number.POSITIVE_INFINITY;
const TAKEN = { kind: 'taken' };
const [lost = { name: 'none', make: () => named('None') }] = LOST_ANSWERS;
const denied = { name: 'denied', make: () => named('AccessDeniedException') };
const conflict = { name: 'a conflict', make: () => named('TransactionConflictException') };

const open = sampleThrottle('open', { freeAttempts: FREE });
const closed = sampleThrottle('closed', { freeAttempts: 2 });
const narrow = sampleThrottle('narrow', { freeAttempts: 1 });

describe.skipIf(withoutJava)('throttles of DynamoDB', () => {
  let engine: DynamodbLocal;
  let tables: Tables;
  let faulty: FaultyStore;
  beforeAll(async () => {
    engine = await startDynamodbLocal();
  });
  afterAll(() => engine.stop());
  beforeEach(async () => {
    tables = await newTables(engine.endpoint);
    faulty = tables.faulty();
    await takeTimes(2, closed);
  });
  afterEach(() => faulty.store.close());

  const take = (throttles: Throttle | readonly Throttle[], seconds = 0) =>
    faulty.store.throttles.takeAttempt([throttles].flat(), instant(seconds));
  const takePlainly = (throttle: Throttle, seconds = 0) =>
    tables.plain().throttles.takeAttempt([throttle], instant(seconds));
  async function takeTimes(times: number, throttle: Throttle): Promise<void> {
    for (const _ of numbered('', times)) expect(await takePlainly(throttle)).toEqual(TAKEN);
  }
  const itemOf = async ({ key }: Throttle) => {
    const input = { TableName: tables.names.throttles, Key: { throttle: key } };
    return (await tables.client.send(new GetCommand(input))).Item;
  };
  const allItems = async () => {
    const { Items } = await tables.client.send(
      new ScanCommand({ TableName: tables.names.throttles }),
    );
    return Items;
  };

  test.each([
    ['a fresh one', [open], { UpdateItem: 1 }],
    ['a closed one', [closed], { UpdateItem: 1 }],
    [
      'three that are free',
      [open, { ...open, key: 'a' }, { ...open, key: 'b' }],
      { UpdateItem: 3 },
    ],
    ['a closed one before two others', [closed, open, narrow], { UpdateItem: 1, BatchGetItem: 1 }],
  ])('cost few calls: %s', async (_, throttles, sent) => {
    await take(throttles);
    expect(faulty.faults.sent()).toEqual(sent);
  });

  test('cost two calls where the attempt closes them', async () => {
    await takeTimes(FREE - 1, open);
    await take(open);
    expect(faulty.faults.sent()).toEqual({ UpdateItem: 1, PutItem: 1 });
  });

  test('expire with their count', async () => {
    await take(open);
    const expiresAt = instant(7200.5);
    const seconds = Math.ceil(Date.parse(expiresAt) / 1000);
    await take({ ...open, expiresAt });
    expect(await itemOf(open)).toMatchObject({ expires_at_seconds: seconds, attempts: 2 });
    for (const _ of [3, 4]) await take({ ...open, expiresAt: instant(7300) }, 10 * _);
    const closing = Date.parse(instant(7300)) / 1000;
    expect(await itemOf(open)).toMatchObject({ expires_at_seconds: closing, attempts: 4 });
  });

  describe('an attempt that another throttle refuses', () => {
    const states: readonly (readonly [string, number, number])[] = [
      ['fresh', 0, 0],
      ['free', 1, 0],
      ['on its last free attempt', FREE - 1, 0],
      ['open again after a wait', FREE, 1],
      ['expired', FREE, 3600],
    ];

    test.each(states)('leaves a throttle that is %s as it was', async (_, counted, seconds) => {
      const still = sampleThrottle('still', { freeAttempts: 1, firstWaitSeconds: 9999 });
      await takeTimes(counted, open);
      await takePlainly({ ...still, expiresAt: instant(9999), longestWaitSeconds: 9999 });
      const before = await allItems();
      const moved = { ...open, expiresAt: instant(8000) };
      expect(await take([moved, still], seconds)).toEqual({ kind: 'wait', until: instant(9999) });
      expect(await allItems()).toEqual(before);
    });

    test.each(['DeleteItem', 'PutItem'])('is undone once where %s is not heard of', async (way) => {
      if (way === 'PutItem') await takeTimes(1, open);
      const before = await allItems();
      faulty.faults.inject({ fault: lost, times: 2, commands: [way] });
      expect((await take([open, closed])).kind).toBe('wait');
      expect(faulty.faults.injected).toBe(2);
      expect(await allItems()).toEqual(before);
    });

    test.each([
      ['DeleteItem', 0],
      ['PutItem', 1],
    ])('is given back where others count before %s', async (way, counted) => {
      await takeTimes(counted, open);
      faulty.faults.inject({ fault: conflict, times: 1, commands: [way] });
      faulty.faults.onFirstFault(() => takePlainly(open));
      expect((await take([open, closed])).kind).toBe('wait');
      expect(await itemOf(open)).toMatchObject({ attempts: counted + 1 });
    });

    test('is given back where it was not heard of', async () => {
      faulty.faults.inject({ fault: lost, times: 1, commands: ['UpdateItem'] });
      expect((await take([open, closed])).kind).toBe('wait');
      faulty.faults.heal();
      await takeTimes(FREE, open);
    });
  });

  test('of which one cannot be asked count under none', async () => {
    const before = await allItems();
    faulty.faults.inject({ fault: denied, times: ALWAYS, commands: ['PutItem'] });
    await expect(take([open, narrow])).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(await allItems()).toEqual(before);
  });

  test('count the attempt that closes them once where its answer was lost', async () => {
    await takeTimes(FREE - 1, open);
    faulty.faults.inject({ fault: lost, times: 2 });
    expect(await take(open)).toEqual(TAKEN);
    expect(await itemOf(open)).toMatchObject({ attempts: FREE, blocked_until: instant(1) });
  });

  test('start over where the engine still keeps what has expired', async () => {
    await take(open);
    expect(await take({ ...open, expiresAt: instant(9999) }, 3600)).toEqual(TAKEN);
    expect(await itemOf(open)).toMatchObject({ attempts: 1, expires_at: instant(9999) });
  });

  test('stay closed until then where more attempts are free now', async () => {
    const wider = { ...closed, freeAttempts: 9 };
    expect(await take(wider, 0.999)).toEqual({ kind: 'wait', until: instant(1) });
    expect(await take(wider, 1)).toEqual(TAKEN);
    expect(await itemOf(closed)).not.toHaveProperty('blocked_until');
  });

  test('let exactly one of many parallel attempts under two go where only one may', async () => {
    const other = { ...narrow, key: 'other' };
    const outcomes = await Promise.all(numbered('', 20).map(() => take([narrow, other])));
    expect(outcomes.filter(({ kind }) => kind === 'taken')).toHaveLength(1);
  });

  test('that change with every look at them are asked again in a second', async () => {
    await takeTimes(FREE, open);
    faulty.faults.onAttempt(async () => {
      await tables.client.send(
        new UpdateCommand({
          TableName: tables.names.throttles,
          Key: { throttle: open.key },
          UpdateExpression: 'SET last_write = :other',
          ExpressionAttributeValues: { ':other': `${Math.random()}` },
        }),
      );
    });
    expect(await take(open, 5)).toEqual({ kind: 'wait', until: instant(6) });
    expect(await itemOf(open)).toMatchObject({ attempts: FREE });
  });
});
