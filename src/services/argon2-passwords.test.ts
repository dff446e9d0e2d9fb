import { type Argon2Parameters, argon2Sync } from 'node:crypto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { AppError } from '../domain/errors.ts';
import { argon2Passwords } from './argon2-passwords.ts';

type Callback = (error: Error | null, tag: Buffer) => void;

/** What stands between the code and Node's argon2: nothing, or a gate that the test opens. */
const gate = vi.hoisted(() => ({
  isShut: false,
  running: 0,
  mostRunning: 0,
  held: [] as (() => void)[],
}));

vi.mock('node:crypto', async (importOriginal) => {
  const real = await importOriginal<typeof import('node:crypto')>();
  const argon2 = (algorithm: string, parameters: Argon2Parameters, callback: Callback) => {
    gate.running += 1;
    gate.mostRunning = Math.max(gate.mostRunning, gate.running);
    const done: Callback = (error, tag) => {
      gate.running -= 1;
      callback(error, tag);
    };
    if (gate.isShut) gate.held.push(() => done(null, Buffer.alloc(parameters.tagLength)));
    else real.argon2(algorithm as 'argon2id', parameters, done);
  };
  return { ...real, argon2 };
});

beforeEach(() => {
  Object.assign(gate, { isShut: false, running: 0, mostRunning: 0, held: [] });
});

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

function parsed(hash: string) {
  const [, memory, passes, parallelism, salt = '', tag = ''] = PHC.exec(hash) ?? [];
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}

/** Computes the tag again from what the hash says of itself. */
function verifies(password: string, hash: string): boolean {
  const { salt: nonce, tag, ...parameters } = parsed(hash);
  const message = Buffer.from(password);
  return argon2Sync('argon2id', { ...parameters, message, nonce, tagLength: tag.length }).equals(
    tag,
  );
}

/** Lets everything that is ready to run do so. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe('a password hash', () => {
  test('is a PHC string of argon2id with at least the cost that OWASP asks for', async () => {
    const hash = await argon2Passwords({ minLength: 8 }).hash('correct horse');
    expect(hash).toMatch(PHC);
    const { memory, passes, parallelism, salt, tag } = parsed(hash);
    expect(memory).toBeGreaterThanOrEqual(19_456);
    expect(passes).toBeGreaterThanOrEqual(2);
    expect(parallelism).toBe(1);
    expect(salt).toHaveLength(16);
    expect(tag).toHaveLength(32);
  });

  test('is verified by its own parameters, for its own password alone', async () => {
    const { hash } = argon2Passwords({ minLength: 8 });
    for (const password of ['correct horse', 'pässwörd 😀 密码', ' ']) {
      const made = await hash(password);
      expect(verifies(password, made)).toBe(true);
      expect(verifies(`${password}.`, made)).toBe(false);
    }
  });

  test('has a salt of its own', async () => {
    const { hash } = argon2Passwords({ minLength: 8 });
    const [one, two] = await Promise.all([hash('same password'), hash('same password')]);
    expect(one).not.toBe(two);
  });

  test('is made while the main thread does other things', async () => {
    let turns = 0;
    let isDone = false;
    const hashing = argon2Passwords({ minLength: 8 })
      .hash('correct horse')
      .then(() => {
        isDone = true;
      });
    while (!isDone) {
      await new Promise((resolve) => setImmediate(resolve));
      turns += 1;
    }
    await hashing;
    expect(turns).toBeGreaterThan(2);
  });
});

describe('the queue of hashes', () => {
  test.each([1, 2, 3])(
    'runs at most %d at once, and all of them in the end',
    async (concurrency) => {
      const { hash } = argon2Passwords({ minLength: 8, concurrency });
      const hashes = await Promise.all(
        Array.from({ length: 7 }, (_, index) => hash(`pass ${index}`)),
      );
      expect(gate.mostRunning).toBe(concurrency);
      expect(new Set(hashes).size).toBe(7);
    },
  );

  test('is bounded: one more is refused with PASSWORD_QUEUE_FULL and when to try again', async () => {
    gate.isShut = true;
    const { hash } = argon2Passwords({ minLength: 8, concurrency: 2 });
    const failures: unknown[] = [];
    let settledHashes = 0;
    let asked = 0;
    while (failures.length === 0 && asked < 10_000) {
      hash('correct horse').then(
        () => {
          settledHashes += 1;
        },
        (error: unknown) => failures.push(error),
      );
      asked += 1;
      await Promise.resolve();
      await Promise.resolve();
    }
    await settle();
    expect(failures).toHaveLength(1);
    expect(failures[0]).toBeInstanceOf(AppError);
    expect(failures[0]).toMatchObject({
      code: 'PASSWORD_QUEUE_FULL',
      retryAfterSeconds: expect.any(Number),
    });
    expect(gate.running).toBe(2);

    while (gate.held.length > 0) {
      gate.held.shift()?.();
      await settle();
    }
    expect(settledHashes).toBe(asked - failures.length);
    gate.isShut = false;
    await expect(hash('correct horse')).resolves.toMatch(PHC);
  });

  test('lets the next one in after a hash that failed', async () => {
    const { hash } = argon2Passwords({ minLength: 8, concurrency: 1 });
    const notText = Symbol('no password') as unknown as string;
    const results = await Promise.allSettled([hash(notText), hash('a fine one'), hash(notText)]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected']);
    await expect(hash('another one')).resolves.toMatch(PHC);
  });
});

describe('the policy', () => {
  const { problems } = argon2Passwords({ minLength: 10 });

  test('names the field and every reason', async () => {
    expect(await problems('short', [])).toEqual([
      { pointer: '#/password', detail: 'must be at least 10 characters' },
    ]);
    expect(await problems('Password123', ['password123'])).toHaveLength(2);
  });

  test('has nothing against a good one', async () => {
    expect(await problems('correct horse battery staple', ['Ann', 'Lee'])).toEqual([]);
  });

  test.each(['1234567890', 'qwertyuiop', 'Qwertyuiop', 'Password123'])(
    'refuses %s, which is on the offline list',
    async (common) => {
      expect(await problems(common, [])).toHaveLength(1);
    },
  );
});
