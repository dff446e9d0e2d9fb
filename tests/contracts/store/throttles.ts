import { describe, expect, test } from 'vitest';
import type { Throttle } from '../../../src/domain/throttle.ts';
import { instant, numbered, type StoreInUse } from './sample-rows.ts';
import { sampleThrottle, THROTTLE_SECONDS } from './session-rows.ts';

const RACERS = 30;
const TAKEN = { kind: 'taken' };

export function throttlesContract(inUse: StoreInUse): void {
  const throttle = sampleThrottle('guess');
  const take = (throttles: Throttle | readonly Throttle[] = throttle, seconds = 0) =>
    inUse().throttles.takeAttempt([throttles].flat(), instant(seconds));
  const giveBack = (throttles: Throttle | readonly Throttle[] = throttle, seconds = 0) =>
    inUse().throttles.giveBackAttempt([throttles].flat(), instant(seconds));
  const waitUntil = (seconds: number) => ({ kind: 'wait', until: instant(seconds) });
  /** Takes as many as go at this moment, and never more than a throttle that counts would let go. */
  const takeAll = async (one: Throttle = throttle, seconds = 0) => {
    let count = 0;
    while (count < 100 && (await take(one, seconds)).kind === 'taken') count += 1;
    return count;
  };

  describe('throttles', () => {
    test('let the free attempts go at once and the next one after a wait', async () => {
      for (const _ of numbered('', 3)) expect(await take()).toEqual(TAKEN);
      expect(await take()).toEqual(waitUntil(1));
      expect(await take(throttle, 0.999)).toEqual(waitUntil(1));
      expect(await take(throttle, 1)).toEqual(TAKEN);
    });

    test('double the wait with each attempt, up to the longest', async () => {
      await takeAll();
      let now = 1;
      for (const wait of [2, 4, 8, 8, 8]) {
        expect(await take(throttle, now)).toEqual(TAKEN);
        expect(await take(throttle, now)).toEqual(waitUntil(now + wait));
        now += wait;
      }
    });

    test('count no attempt that had to wait', async () => {
      await takeAll();
      for (const _ of numbered('', 10)) expect(await take()).toEqual(waitUntil(1));
      expect(await take(throttle, 1)).toEqual(TAKEN);
      expect(await take(throttle, 1)).toEqual(waitUntil(3));
    });

    test('forget the count when it expires', async () => {
      const waits = { firstWaitSeconds: 100, longestWaitSeconds: 100 };
      await takeAll(sampleThrottle('short', { ...waits, expiresAt: instant(10) }));
      const next = sampleThrottle('short', { expiresAt: instant(20) });
      expect(await take(next, 9.999)).toEqual(waitUntil(100));
      expect(await takeAll(next, 10)).toBe(3);
      expect(await take(next, 10)).toEqual(waitUntil(11));
    });

    test('remember the count for as long as the last attempt said', async () => {
      await take(sampleThrottle('guess', { expiresAt: instant(10) }));
      await take(sampleThrottle('guess', { expiresAt: instant(20) }), 5);
      expect(await takeAll(throttle, 15)).toBe(1);
    });

    test('free one more attempt for one that is given back', async () => {
      await take();
      await take();
      await giveBack();
      expect(await takeAll()).toBe(2);
      await giveBack();
      expect(await takeAll()).toBe(1);
      expect(await take()).toEqual(waitUntil(1));
    });

    test('keep the wait while the attempts left are still too many', async () => {
      await takeAll();
      await take(throttle, 1);
      await giveBack(throttle, 1);
      expect(await take(throttle, 1)).toEqual(waitUntil(3));
      expect(await take(throttle, 3)).toEqual(TAKEN);
      expect(await take(throttle, 3)).toEqual(waitUntil(5));
    });

    test('take back nothing that was never counted or has expired', async () => {
      await giveBack();
      expect(await takeAll()).toBe(3);
      await giveBack(throttle, THROTTLE_SECONDS);
      const next = sampleThrottle('guess', { expiresAt: instant(2 * THROTTLE_SECONDS) });
      expect(await takeAll(next, THROTTLE_SECONDS)).toBe(3);
    });

    test('can be forgotten, as if no attempt was ever made', async () => {
      await takeAll();
      await take(throttle, 1);
      await inUse().throttles.forgetAttempts(throttle);
      expect(await takeAll(throttle, 1)).toBe(3);
      await expect(
        inUse().throttles.forgetAttempts(sampleThrottle('never')),
      ).resolves.toBeUndefined();
    });

    test('are told apart by their whole key', async () => {
      const keys = ['a', 'A', 'a#b', 'a#', 'a%', "'; DROP TABLE throttles; --", '⚽', 'é'];
      for (const key of keys) expect(await takeAll(sampleThrottle(key)), key).toBe(3);
      await inUse().throttles.forgetAttempts(sampleThrottle('a'));
      expect(await takeAll(sampleThrottle('A'))).toBe(0);
      expect(await takeAll(sampleThrottle('a'))).toBe(3);
    });

    test('of which several count together all count', async () => {
      const [narrow, wide] = [
        sampleThrottle('narrow'),
        sampleThrottle('wide', { freeAttempts: 5 }),
      ];
      for (const _ of numbered('', 2)) expect(await take([narrow, wide])).toEqual(TAKEN);
      expect(await takeAll(narrow)).toBe(1);
      expect(await takeAll(wide)).toBe(3);
      await giveBack([narrow, wide]);
      expect([await takeAll(narrow), await takeAll(wide)]).toEqual([1, 1]);
    });

    test('of which one is closed count nothing, under none', async () => {
      const [open, other] = [sampleThrottle('open'), sampleThrottle('other')];
      await takeAll();
      for (const all of [
        [open, throttle, other],
        [throttle, open],
        [open, throttle],
      ]) {
        for (const _ of numbered('', 3)) expect(await take(all)).toEqual(waitUntil(1));
      }
      expect([await takeAll(open), await takeAll(other)]).toEqual([3, 3]);
    });

    test('of which several are closed say when the last one opens', async () => {
      const slow = sampleThrottle('slow', { firstWaitSeconds: 5 });
      await takeAll(throttle);
      await takeAll(slow);
      expect(await take([slow, throttle])).toEqual(waitUntil(5));
      expect(await take([throttle, slow])).toEqual(waitUntil(5));
      expect(await take([throttle, slow], 2)).toEqual(waitUntil(5));
      expect(await take([throttle, slow], 5)).toEqual(TAKEN);
    });

    test('let exactly the free ones of many parallel attempts go', async () => {
      const free = sampleThrottle('free', { freeAttempts: 7 });
      const outcomes = await Promise.all(numbered('', RACERS).map(() => take(free)));
      const waits = outcomes.filter(({ kind }) => kind === 'wait');
      expect(waits).toEqual(numbered('', RACERS - 7).map(() => waitUntil(1)));
      expect(await take(free, 1)).toEqual(TAKEN);
      expect(await take(free, 1)).toEqual(waitUntil(3));
    });

    test('let exactly one of many parallel attempts go after a wait', async () => {
      await takeAll();
      const outcomes = await Promise.all(numbered('', RACERS).map(() => take(throttle, 1)));
      expect(outcomes.filter(({ kind }) => kind === 'taken')).toHaveLength(1);
      expect(await take(throttle, 1)).toEqual(waitUntil(3));
    });

    test('count each of many parallel attempts under all or none', async () => {
      const narrow = sampleThrottle('narrow', { freeAttempts: 5 });
      const wide = sampleThrottle('wide', { freeAttempts: 12 });
      const outcomes = await Promise.all(numbered('', RACERS).map(() => take([wide, narrow])));
      expect(outcomes.filter(({ kind }) => kind === 'taken')).toHaveLength(5);
      expect(await takeAll(wide)).toBe(7);
    });

    test('lose none of many that are given back in parallel', async () => {
      const free = sampleThrottle('free', { freeAttempts: 20 });
      for (const _ of numbered('', 15)) await take(free);
      await Promise.all(numbered('', 15).map(() => giveBack(free)));
      expect(await takeAll(free)).toBe(20);
    });
  });
}
