import { argon2, randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { AppError } from '../domain/errors.ts';
import { passwordProblems } from '../domain/password-policy.ts';
import type { Passwords } from '../ports/passwords.ts';

// OWASP Password Storage Cheat Sheet and ASVS 5 appendix C: argon2id, 19 MiB, 2 passes, 1 lane.
const MEMORY_KIB = 19_456;
const PASSES = 2;
const PARALLELISM = 1;
const SALT_BYTES = 16;
const TAG_BYTES = 32;
/** Version 1.3 of the algorithm, the only one in use. */
const ARGON2_VERSION = 19;

/** How many hashes may wait: about three seconds' work of two cores. */
const MAX_WAITING = 256;
const RETRY_AFTER_SECONDS = 3;

const argon2Async = promisify(argon2);

interface Argon2PasswordsOptions {
  /** In code points. */
  readonly minLength: number;
  /** At most this many hashes run at once; the cores by default. */
  readonly concurrency?: number;
}

/** Argon2id off the main thread, bounded, and the policy with its offline list. */
export function argon2Passwords(options: Argon2PasswordsOptions): Passwords {
  const limit = boundedQueue(options.concurrency ?? availableParallelism());
  let commonPasswords: Promise<ReadonlySet<string>> | undefined;
  return {
    hash: (password) => limit(() => hash(password)),
    problems: async (password, personalWords) => {
      // Read at the first sign-up: the list would cost every start 20 ms and 5 MB.
      commonPasswords ??= loadCommonPasswords();
      const common = await commonPasswords;
      const details = passwordProblems(password, {
        minLength: options.minLength,
        isCommon: (lowerCase) => common.has(lowerCase),
        personalWords,
      });
      return details.map((detail) => ({ pointer: '#/password', detail }));
    },
  };
}

async function hash(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const tag = await argon2Async('argon2id', {
    message: password,
    nonce: salt,
    parallelism: PARALLELISM,
    tagLength: TAG_BYTES,
    memory: MEMORY_KIB,
    passes: PASSES,
  });
  const parameters = `m=${MEMORY_KIB},t=${PASSES},p=${PARALLELISM}`;
  return `$argon2id$v=${ARGON2_VERSION}$${parameters}$${unpadded(salt)}$${unpadded(tag)}`;
}

/** Base64 as the PHC string format wants it. */
function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

async function loadCommonPasswords(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set(dictionary['passwords-common']);
}

function boundedQueue(concurrency: number): <Value>(work: () => Promise<Value>) => Promise<Value> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= concurrency) {
      if (waiting.length >= MAX_WAITING) {
        throw new AppError('PASSWORD_QUEUE_FULL', {
          retryAfterSeconds: RETRY_AFTER_SECONDS,
        });
      }
      // The one that finishes hands its place over, so `running` stays as it is.
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
