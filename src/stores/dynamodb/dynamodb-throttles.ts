import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { countAttempt, type Throttle } from '../../domain/throttle.ts';
import type { ThrottleStore } from '../../ports/throttle-store.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { giveBack } from './give-back-attempt.ts';
import { readBatch } from './read-batch.ts';
import { type TakenAttempt, take, undo } from './take-attempt.ts';
import { toCount } from './throttle-item.ts';

export function dynamodbThrottles(connection: DynamodbConnection): ThrottleStore {
  const { throttles: TableName } = connection.names;
  return {
    /**
     * One after the other, in the order given: at once, two parallel attempts could each hold what
     * the other waits for, and a flood at a closed throttle would wear out those that all share.
     */
    async takeAttempt(throttles, now) {
      const taken: TakenAttempt[] = [];
      const undoAll = () => taken.map((one) => undo(connection, one, now));
      for (const [index, throttle] of throttles.entries()) {
        const one = await take(connection, throttle, now).catch(async (error: unknown) => {
          await Promise.allSettled(undoAll());
          throw error;
        });
        if ('writeId' in one) {
          taken.push(one);
          continue;
        }
        await allEnded(undoAll());
        const others = await readWaits(connection, throttles.slice(index + 1), now);
        const until = [one.waitUntil, ...others].sort().at(-1) ?? one.waitUntil;
        return { kind: 'wait', until };
      }
      return { kind: 'taken' };
    },
    async giveBackAttempt(throttles, now) {
      await allEnded(throttles.map((throttle) => giveBack(connection, throttle, now)));
    },
    async forgetAttempts({ key }) {
      await connection.send(new DeleteCommand({ TableName, Key: { throttle: key } }));
    },
  };
}

/** Answers once each has ended: nothing is repeated behind a caller who was told to come back. */
async function allEnded(writes: readonly Promise<void>[]): Promise<void> {
  for (const ended of await Promise.allSettled(writes)) {
    if (ended.status === 'rejected') throw ended.reason;
  }
}

/** Until when those of the throttles that are closed are so. */
async function readWaits(
  connection: DynamodbConnection,
  throttles: readonly Throttle[],
  now: string,
): Promise<readonly string[]> {
  if (throttles.length === 0) return [];
  const { throttles: table } = connection.names;
  const Keys = throttles.map(({ key }) => ({ throttle: key }));
  const found = await readBatch(connection, { [table]: { Keys, ConsistentRead: true } });
  const items = new Map((found.get(table) ?? []).map((item) => [item['throttle'], item]));
  return throttles.flatMap((throttle) => {
    const item = items.get(throttle.key);
    const next = countAttempt(throttle, item && toCount(item), now);
    return 'waitUntil' in next ? [next.waitUntil] : [];
  });
}
