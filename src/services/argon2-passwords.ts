import { availableParallelism } from 'node:os';
import { AppError } from '../domain/errors.ts';
import { passwordProblems } from '../domain/password-policy.ts';
import type { Passwords } from '../ports/passwords.ts';
import { makeArgon2Hash, makeDummyHash, type Pepper } from './argon2-hash.ts';
import { boundedQueue } from './bounded-queue.ts';
import { readStoredHash } from './stored-hash.ts';

/** How many hashes may wait: about three seconds' work of two cores. */
const MAX_WAITING = 256;
const RETRY_AFTER_SECONDS = 3;

interface Argon2PasswordsOptions {
  /** In code points. */
  readonly minLength: number;
  /** At most this many hashes run at once; the cores by default. */
  readonly concurrency?: number;
  /** The first goes into new hashes; the others verify what they went into. */
  readonly peppers?: readonly Pepper[];
}

/** Argon2id off the main thread, bounded, and the policy with its offline list. */
export function argon2Passwords({
  minLength,
  concurrency = availableParallelism(),
  peppers = [],
}: Argon2PasswordsOptions): Passwords {
  const limit = boundedQueue({
    concurrency,
    maxWaiting: MAX_WAITING,
    whenFull: () => new AppError('PASSWORD_QUEUE_FULL', { retryAfterSeconds: RETRY_AFTER_SECONDS }),
  });
  const dummy = makeDummyHash(peppers[0]);
  let commonPasswords: Promise<ReadonlySet<string>> | undefined;
  return {
    hash: (password) => limit(() => makeArgon2Hash(password, peppers[0])),
    verify: (typedPassword, storedHash) =>
      limit(async () => {
        // Lone surrogates are all hashed as U+FFFD, so that different passwords would match.
        const isReadable = storedHash !== undefined && typedPassword.isWellFormed();
        const known = isReadable ? readStoredHash(storedHash, peppers) : undefined;
        // The time must not tell whether there is an account.
        const doesMatch = await (known ?? dummy).matches(typedPassword);
        const matches = known !== undefined && doesMatch;
        return { matches, outdated: matches && known.isOutdated };
      }),
    problems: async (password, personalWords) => {
      // Read at the first sign-up: the list would cost every start 20 ms and 5 MB.
      commonPasswords ??= loadCommonPasswords();
      const common = await commonPasswords;
      const details = passwordProblems(password, {
        minLength,
        isCommon: (lowerCase) => common.has(lowerCase),
        personalWords,
      });
      return details.map((detail) => ({ pointer: '#/password', detail }));
    },
  };
}

async function loadCommonPasswords(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set(dictionary['passwords-common']);
}
