import type { ThrottleStore } from '../ports/throttle-store.ts';

/** Lets every attempt through, for where something in front does the counting. */
export const unthrottled: ThrottleStore = {
  takeAttempt: async () => ({ kind: 'taken' }),
  giveBackAttempt: async () => undefined,
  forgetAttempts: async () => undefined,
};
