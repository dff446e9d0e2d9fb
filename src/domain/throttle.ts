import { AppError } from './errors.ts';

/** A count of attempts and how long the next must wait once there are many. */
export interface Throttle {
  readonly key: string;
  /** So many attempts are free of any wait. */
  readonly freeAttempts: number;
  /** The wait after the last free attempt; each further attempt doubles it. */
  readonly firstWaitSeconds: number;
  readonly longestWaitSeconds: number;
  /** ISO 8601 in UTC: the count is forgotten then. */
  readonly expiresAt: string;
}

/** What is kept under a throttle's key. */
export interface ThrottleCount {
  readonly attempts: number;
  /** ISO 8601 in UTC; undefined when the next attempt need not wait. */
  readonly blockedUntil?: string | undefined;
  readonly expiresAt: string;
}

const ACCOUNT_SECONDS = 24 * 3600;
const SOURCE_WINDOW_SECONDS = 15 * 60;
const WHOLE_WINDOW_SECONDS = 60;

/**
 * Guesses of a password. NIST SP 800-63B-4 3.2.2 allows 100 in a row with growing waits; these are
 * about 105 a day from one source on one account, and never a lock, which a stranger could cause.
 * `account` is a digest, since people type passwords where the email belongs.
 */
export function guessThrottles(account: string, source: string, now: Date): readonly Throttle[] {
  return [
    {
      key: `guess#${source}#${account}`,
      freeAttempts: 5,
      firstWaitSeconds: 1,
      longestWaitSeconds: 15 * 60,
      expiresAt: new Date(now.getTime() + ACCOUNT_SECONDS * 1000).toISOString(),
    },
    inWindow(`guess#${source}`, SOURCE_WINDOW_SECONDS, now, {
      freeAttempts: 50,
      firstWaitSeconds: 1,
      longestWaitSeconds: 5 * 60,
    }),
    inWindow('guess', WHOLE_WINDOW_SECONDS, now, {
      freeAttempts: 3_000,
      firstWaitSeconds: 1,
      longestWaitSeconds: 30,
    }),
  ];
}

/** Sign-ups and other calls by anyone that cost a hash; every one counts, not the failed ones. */
export function signUpThrottles(source: string, now: Date): readonly Throttle[] {
  return [
    inWindow(`sign-up#${source}`, SOURCE_WINDOW_SECONDS, now, {
      freeAttempts: 50,
      firstWaitSeconds: 1,
      longestWaitSeconds: 5 * 60,
    }),
    inWindow('sign-up', WHOLE_WINDOW_SECONDS, now, {
      freeAttempts: 3_000,
      firstWaitSeconds: 1,
      longestWaitSeconds: 30,
    }),
  ];
}

/** New guest carts, which anyone may ask for. */
export function guestCartThrottles(source: string, now: Date): readonly Throttle[] {
  return [
    inWindow(`guest-cart#${source}`, SOURCE_WINDOW_SECONDS, now, {
      freeAttempts: 100,
      firstWaitSeconds: 1,
      longestWaitSeconds: 5 * 60,
    }),
  ];
}

/**
 * The count after one more attempt at `now`, or until when the attempt has to wait. `count` is what
 * is kept; one that has expired is none.
 */
export function countAttempt(
  throttle: Throttle,
  count: ThrottleCount | undefined,
  now: string,
): { readonly count: ThrottleCount } | { readonly waitUntil: string } {
  const kept = count !== undefined && count.expiresAt > now ? count : undefined;
  if (kept?.blockedUntil !== undefined && kept.blockedUntil > now) {
    return { waitUntil: kept.blockedUntil };
  }
  const attempts = (kept?.attempts ?? 0) + 1;
  const { freeAttempts, firstWaitSeconds, longestWaitSeconds, expiresAt } = throttle;
  if (attempts < freeAttempts) return { count: { attempts, expiresAt } };
  const wait = Math.min(longestWaitSeconds, firstWaitSeconds * 2 ** (attempts - freeAttempts));
  const blockedUntil = new Date(Date.parse(now) + wait * 1000).toISOString();
  return { count: { attempts, blockedUntil, expiresAt } };
}

/** The count after an attempt that turned out not to count. */
export function uncountAttempt(throttle: Throttle, count: ThrottleCount): ThrottleCount {
  const attempts = Math.max(0, count.attempts - 1);
  const { blockedUntil, expiresAt } = count;
  return attempts < throttle.freeAttempts
    ? { attempts, expiresAt }
    : { attempts, blockedUntil, expiresAt };
}

/** What the one who has to wait is told. `until` and `now` are ISO 8601 in UTC. */
export function tooManyAttempts(until: string, now: Date): AppError {
  const seconds = Math.ceil((Date.parse(until) - now.getTime()) / 1000);
  return new AppError('TOO_MANY_ATTEMPTS', { retryAfterSeconds: Math.max(1, seconds) });
}

function inWindow(
  name: string,
  seconds: number,
  now: Date,
  limits: Pick<Throttle, 'freeAttempts' | 'firstWaitSeconds' | 'longestWaitSeconds'>,
): Throttle {
  const window = Math.floor(now.getTime() / (seconds * 1000));
  return {
    ...limits,
    key: `${name}#${window}`,
    expiresAt: new Date((window + 1) * seconds * 1000).toISOString(),
  };
}
