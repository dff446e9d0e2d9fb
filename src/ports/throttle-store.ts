import type { Throttle } from '../domain/throttle.ts';

export type TakeAttemptOutcome =
  | { readonly kind: 'taken' }
  /** At least one throttle is closed until then (ISO 8601 in UTC); none has counted. */
  | { readonly kind: 'wait'; readonly until: string };

/**
 * Counts of attempts, atomic and durable. An attempt is counted before it is made, so that of any
 * number of parallel ones no more than a throttle leaves free go ahead.
 */
export interface ThrottleStore {
  /** Counts one attempt under every throttle (`countAttempt`), or under none. */
  takeAttempt(throttles: readonly Throttle[], now: string): Promise<TakeAttemptOutcome>;
  /** Takes one counted attempt back under each throttle (`uncountAttempt`). */
  giveBackAttempt(throttles: readonly Throttle[], now: string): Promise<void>;
  /** As if no attempt was ever made under the throttle. */
  forgetAttempts(throttle: Throttle): Promise<void>;
}
