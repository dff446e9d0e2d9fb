import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EVERY_CASE } from './dynamodb-faults/every-case.ts';
import type { FaultCase } from './dynamodb-faults/fault-cases.ts';
import { isWrite } from './dynamodb-faults/fault-cases.ts';
import { canHappen, LOST_ANSWERS, REFUSALS } from './dynamodb-faults/fault-kinds.ts';
import { type Fault, newTables, type Tables } from './dynamodb-faults/faulty-store.ts';
import { type DynamodbLocal, startDynamodbLocal } from './dynamodb-local.ts';
import { withoutJava } from './java.ts';

/** Some repeats long, by a clock that goes on whenever it is looked at. */
const SHORT_BUDGET_MS = 15;
const TICK_MS = 5;

describe.skipIf(withoutJava)('DynamoDB at fault', () => {
  let engine: DynamodbLocal;
  let tables: Tables;
  let runs = 0;
  const nextId = () => {
    runs += 1;
    return `run-${runs}-`;
  };
  beforeAll(async () => {
    engine = await startDynamodbLocal();
    tables = await newTables(engine.endpoint);
  });
  afterAll(() => engine.stop());

  async function expectOnce(one: FaultCase, fault: Fault, times: number): Promise<void> {
    const id = nextId();
    const said = `${fault.name}, ${times} times`;
    await one.prepare?.(tables.plain(), id);
    const { store, faults } = tables.faulty();
    faults.inject({ fault, times });
    expect(await one.call(store, id), said).toEqual(one.outcome(id));
    expect(faults.injected, said).toBeGreaterThanOrEqual(times);
    expect(await one.observe?.(tables.plain(), id), said).toEqual(one.left?.(id));
    await store.close();
  }

  async function expectOnceInTheEnd(one: FaultCase, fault: Fault, command: string): Promise<void> {
    const id = nextId();
    const said = `${fault.name} of ${command}`;
    await one.prepare?.(tables.plain(), id);
    const { store, faults } = tables.faulty({ timeBudgetMs: SHORT_BUDGET_MS, now: tickingClock() });
    faults.inject({ fault, times: Number.POSITIVE_INFINITY, commands: [command] });
    await expect(one.call(store, id), said).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      retryAfterSeconds: 2,
    });
    expect(faults.injected, said).toBeGreaterThan(0);
    faults.heal();
    const again = fault.isAfter && isWrite(command) ? one.again : undefined;
    expect(await one.call(store, id), said).toEqual((again ?? one).outcome(id));
    const left = again?.left ?? one.left;
    expect(await one.observe?.(tables.plain(), id), said).toEqual(left?.(id));
    await store.close();
  }

  describe('for a moment', () => {
    test.each(EVERY_CASE)('$name is as if nothing had happened after refusals', async (one) => {
      for (const fault of REFUSALS.filter((each) => canHappen(each, one.commands))) {
        await expectOnce(one, fault, 2);
      }
    });

    test.each(EVERY_CASE)('$name is done exactly once where its answers were lost', async (one) => {
      for (const fault of LOST_ANSWERS) {
        await expectOnce(one, fault, 1);
        await expectOnce(one, fault, 2);
      }
    });
  });

  describe('for good', () => {
    test.each(EVERY_CASE)('$name is STORE_UNAVAILABLE, and well when asked again', async (one) => {
      for (const command of one.commands) {
        for (const fault of REFUSALS.filter((each) => canHappen(each, [command]))) {
          await expectOnceInTheEnd(one, fault, command);
        }
      }
    });

    test.each(EVERY_CASE)(
      '$name whose answer never came is known when asked again',
      async (one) => {
        for (const command of one.commands) {
          for (const fault of LOST_ANSWERS) await expectOnceInTheEnd(one, fault, command);
        }
      },
    );
  });
});

/** So that the machine's speed does not decide how often a call is repeated. */
function tickingClock(): () => number {
  let time = Date.now();
  return () => {
    time += TICK_MS;
    return time;
  };
}
