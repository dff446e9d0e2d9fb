import fc from 'fast-check';
import { ROLES, USER_STATUSES } from '../../src/domain/user.ts';

const DAY = 24 * 3600;
/** Both sides of every limit there is, and the limits. */
const WAITS = [
  1,
  19,
  20,
  21,
  60,
  599,
  600,
  659,
  660,
  3600,
  DAY,
  13.9 * DAY,
  14 * DAY,
  14.1 * DAY,
  29.9 * DAY,
  30.1 * DAY,
] as const;

/** Picks one of the sessions there are. */
const device = fc.nat();
/** How many tokens before the current one. */
const back = fc.oneof(
  { weight: 6, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.constant(1) },
  { weight: 1, arbitrary: fc.integer({ min: 2, max: 4 }) },
);
const seconds = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(1, 19, 20, 21, 60) },
  { weight: 1, arbitrary: fc.constantFrom(...WAITS) },
);
const isRight = fc.oneof(
  { weight: 4, arbitrary: fc.constant(true) },
  { weight: 1, arbitrary: fc.constant(false) },
);

function step<Act extends string, Fields>(
  weight: number,
  act: Act,
  fields: { readonly [Name in keyof Fields]: fc.Arbitrary<Fields[Name]> },
): fc.WeightedArbitrary<{ readonly act: Act } & Fields> {
  const arbitrary = fc.record<Fields>(fields).map((rest) => ({ act, ...rest }));
  return { weight, arbitrary };
}

const anyStep = fc.oneof(
  step(8, 'wait', { seconds }),
  step(12, 'log in', { isRight }),
  step(12, 'refresh', { device, back }),
  step(4, 'refresh, lose the reply, refresh again', {
    device,
    seconds: fc.constantFrom(0, 1, 19, 20, 21),
  }),
  step(4, 'refresh twice at once', { device, back }),
  step(3, 'come back just in time', { device }),
  step(2, 'guess a refresh token', {
    device,
    guess: fc.constantFrom('family', 'session', 'account', 'form'),
  }),
  step(1, 'make up a refresh token of the family', { device }),
  step(4, 'write', { device }),
  step(2, 'log out', { device }),
  step(1, 'log out everywhere', { device }),
  step(2, 'end another session', { device, other: device }),
  step(3, 'change the password', { device, isRight }),
  step(3, 'change the email', { device, isOther: isRight }),
  step(1, 'have the email changed by an admin', { isOther: isRight }),
  step(1, 'have all sessions ended by an admin', {}),
  step(3, 'have a reset started', {}),
  step(6, 'use a reset token', { back: fc.nat({ max: 1 }) }),
  step(2, 'have the status set', { status: fc.constantFrom(...USER_STATUSES, 'active' as const) }),
  step(1, 'have the role set', { role: fc.constantFrom(...ROLES) }),
  step(1, 'delete the account and sign up again', {}),
);
export type Step = typeof anyStep extends fc.Arbitrary<infer Value> ? Value : never;

/** Long enough that sessions have a past. */
export const steps: fc.Arbitrary<readonly Step[]> = fc.array(anyStep, {
  minLength: 5,
  maxLength: 40,
  size: 'max',
});
