import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  countAttempt,
  type Throttle,
  type ThrottleCount,
  uncountAttempt,
} from '../../../src/domain/throttle.ts';
import type { TakeAttemptOutcome, ThrottleStore } from '../../../src/ports/throttle-store.ts';
import type { StoreInUse } from './sample-rows.ts';
import { instant } from './sample-rows.ts';

const LIMITS = {
  narrow: { freeAttempts: 1, firstWaitSeconds: 1, longestWaitSeconds: 4, livesSeconds: 10 },
  wide: { freeAttempts: 3, firstWaitSeconds: 2, longestWaitSeconds: 30, livesSeconds: 5 },
} as const;
type Name = keyof typeof LIMITS;

const which = fc.constantFrom<readonly Name[]>(
  ['narrow'],
  ['wide'],
  ['narrow', 'wide'],
  ['wide', 'narrow'],
);
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ act: fc.constant('take' as const), which }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('give back' as const), which }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('forget' as const), which }) },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('wait' as const),
      seconds: fc.constantFrom(0.001, 0.999, 1, 2, 4, 5, 11),
    }),
  },
);
const steps = fc.array(step, { maxLength: 25 });

/** The port over a map: what it says, done in the simplest way. */
function modelOfThrottles(): ThrottleStore {
  const counts = new Map<string, ThrottleCount>();
  return {
    async takeAttempt(throttles, now): Promise<TakeAttemptOutcome> {
      const results = throttles.map((throttle) =>
        countAttempt(throttle, counts.get(throttle.key), now),
      );
      const waits = results.flatMap((one) => ('waitUntil' in one ? [one.waitUntil] : [])).sort();
      const until = waits.at(-1);
      if (until !== undefined) return { kind: 'wait', until };
      for (const [index, one] of results.entries()) {
        const key = throttles[index]?.key;
        if (key !== undefined && 'count' in one) counts.set(key, one.count);
      }
      return { kind: 'taken' };
    },
    async giveBackAttempt(throttles, now) {
      for (const throttle of throttles) {
        const count = counts.get(throttle.key);
        if (count && count.expiresAt > now) {
          counts.set(throttle.key, uncountAttempt(throttle, count));
        }
      }
    },
    async forgetAttempts({ key }) {
      counts.delete(key);
    },
  };
}

export function throttlesModelContract(inUse: StoreInUse, propertyRuns: number): void {
  test('throttles do whatever the rules of counting do, in any order of calls', async () => {
    let runs = 0;
    const property = fc.asyncProperty(steps, async (chosen) => {
      runs += 1;
      const model = modelOfThrottles();
      let seconds = 0;
      for (const one of chosen) {
        if (one.act === 'wait') {
          seconds += one.seconds;
          continue;
        }
        const throttles = one.which.map((name) => throttleAt(`run${runs}`, name, seconds));
        expect(await done(inUse().throttles, one.act, throttles, instant(seconds))).toEqual(
          await done(model, one.act, throttles, instant(seconds)),
        );
      }
    });
    await fc.assert(property, { numRuns: propertyRuns });
  });
}

async function done(
  store: ThrottleStore,
  act: 'take' | 'give back' | 'forget',
  throttles: readonly Throttle[],
  now: string,
): Promise<TakeAttemptOutcome | undefined> {
  if (act === 'take') return store.takeAttempt(throttles, now);
  if (act === 'give back') await store.giveBackAttempt(throttles, now);
  else for (const throttle of throttles) await store.forgetAttempts(throttle);
  return undefined;
}

function throttleAt(run: string, name: Name, seconds: number): Throttle {
  const { livesSeconds, ...limits } = LIMITS[name];
  return { ...limits, key: `${run}-${name}`, expiresAt: instant(seconds + livesSeconds) };
}
