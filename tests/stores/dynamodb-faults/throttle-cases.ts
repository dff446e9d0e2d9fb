import type { Throttle } from '../../../src/domain/throttle.ts';
import type { Store } from '../../../src/ports/store.ts';
import { instant } from '../../contracts/store/sample-rows.ts';
import { sampleThrottle } from '../../contracts/store/session-rows.ts';
import type { FaultCase } from './fault-cases.ts';

const FREE = 3;
const TAKEN = { kind: 'taken' };
const WAITING = { kind: 'wait', until: instant(1) };
const throttle = (id: string) => sampleThrottle(id, { freeAttempts: FREE });
const other = (id: string) => sampleThrottle(`other-${id}`, { freeAttempts: FREE });
/** Closed by its first attempt. */
const narrow = (id: string) => sampleThrottle(`narrow-${id}`, { freeAttempts: 1 });

const take = ({ throttles }: Store, ...wanted: readonly Throttle[]) =>
  throttles.takeAttempt(wanted, instant());
const giveBack = ({ throttles }: Store, ...wanted: readonly Throttle[]) =>
  throttles.giveBackAttempt(wanted, instant());

/** How many attempts are still free. */
async function freeOf(store: Store, one: Throttle): Promise<number> {
  let free = 0;
  while ((await take(store, one)).kind === 'taken') free += 1;
  return free;
}
const observe = (store: Store, id: string) => freeOf(store, throttle(id));
const observeBoth = async (store: Store, id: string) => [
  await freeOf(store, throttle(id)),
  await freeOf(store, other(id)),
];

export const THROTTLE_CASES: readonly FaultCase[] = [
  {
    name: 'takeAttempt',
    commands: ['UpdateItem'],
    call: (store, id) => take(store, throttle(id)),
    outcome: () => TAKEN,
    observe,
    left: () => FREE - 1,
    // Who never heard that it was counted counts it again.
    again: { outcome: () => TAKEN, left: () => FREE - 2 },
  },
  {
    name: 'takeAttempt of the last free one',
    commands: ['PutItem'],
    call: (store, id) => take(store, narrow(id)),
    outcome: () => TAKEN,
    observe: (store, id) => take(store, narrow(id)),
    left: () => WAITING,
    again: { outcome: () => WAITING },
  },
  {
    name: 'takeAttempt under several',
    commands: ['UpdateItem'],
    call: (store, id) => take(store, throttle(id), other(id)),
    outcome: () => TAKEN,
    observe: observeBoth,
    left: () => [FREE - 1, FREE - 1],
    again: { outcome: () => TAKEN, left: () => [FREE - 2, FREE - 1] },
  },
  {
    name: 'takeAttempt under several of which one is closed',
    commands: ['UpdateItem'],
    prepare: (store, id) => freeOf(store, other(id)),
    call: (store, id) => take(store, throttle(id), other(id)),
    outcome: () => WAITING,
    observe: observeBoth,
    left: () => [FREE, 0],
    again: { outcome: () => WAITING, left: () => [FREE - 1, 0] },
  },
  {
    name: 'giveBackAttempt',
    commands: ['UpdateItem'],
    prepare: async (store, id) => {
      await take(store, throttle(id));
      await take(store, throttle(id));
    },
    call: (store, id) => giveBack(store, throttle(id)),
    outcome: () => undefined,
    observe,
    left: () => FREE - 1,
    again: { outcome: () => undefined, left: () => FREE },
  },
  {
    name: 'giveBackAttempt of one beyond the free ones',
    commands: ['UpdateItem'],
    prepare: async (store, id) => {
      await freeOf(store, throttle(id));
      await store.throttles.takeAttempt([throttle(id)], instant(1));
    },
    call: (store, id) => giveBack(store, throttle(id)),
    outcome: () => undefined,
    observe: async ({ throttles }, id) => {
      const [one, now] = [[throttle(id)], instant(3)];
      await throttles.takeAttempt(one, now);
      return throttles.takeAttempt(one, now);
    },
    left: () => ({ kind: 'wait', until: instant(5) }),
  },
  {
    name: 'giveBackAttempt under several',
    commands: ['UpdateItem'],
    prepare: (store, id) => take(store, throttle(id), other(id)),
    call: (store, id) => giveBack(store, throttle(id), other(id)),
    outcome: () => undefined,
    observe: observeBoth,
    left: () => [FREE, FREE],
  },
  {
    name: 'forgetAttempts',
    commands: ['DeleteItem'],
    prepare: (store, id) => freeOf(store, throttle(id)),
    call: (store, id) => store.throttles.forgetAttempts(throttle(id)),
    outcome: () => undefined,
    observe,
    left: () => FREE,
  },
];
