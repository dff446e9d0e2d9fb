import type { Argon2Parameters } from 'node:crypto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { AppError } from '../domain/errors.ts';
import { argon2Passwords } from './argon2-passwords.ts';

type Callback = (error: Error | null, tag: Buffer) => void;

/** What stands between the code and Node's argon2: nothing, or a gate that the test opens. */
const gate = vi.hoisted(() => ({
  isShut: false,
  running: 0,
  mostRunning: 0,
  workers: 0,
  held: [] as (() => void)[],
  enter() {
    gate.running += 1;
    gate.mostRunning = Math.max(gate.mostRunning, gate.running);
  },
  leave() {
    gate.running -= 1;
  },
}));

vi.mock('node:crypto', async (importOriginal) => {
  const real = await importOriginal<typeof import('node:crypto')>();
  const argon2 = (algorithm: 'argon2id', parameters: Argon2Parameters, callback: Callback) => {
    gate.enter();
    const done: Callback = (error, tag) => {
      gate.leave();
      callback(error, tag);
    };
    if (gate.isShut) gate.held.push(() => done(null, Buffer.alloc(parameters.tagLength)));
    else real.argon2(algorithm, parameters, done);
  };
  return { ...real, argon2 };
});

vi.mock('node:worker_threads', async (importOriginal) => {
  const real = await importOriginal<typeof import('node:worker_threads')>();
  class Worker extends real.Worker {
    constructor(...args: ConstructorParameters<typeof real.Worker>) {
      super(...args);
      gate.workers += 1;
      gate.enter();
      this.once('exit', gate.leave);
    }
  }
  return { ...real, Worker };
});

beforeEach(() => {
  Object.assign(gate, { isShut: false, running: 0, mostRunning: 0, workers: 0, held: [] });
});

const BCRYPT = '$2b$04$cVWp4XaNU8a4v1uMRum2SO026BWLIoQMD/TXg5uZV.0P.uO8m3YEm';

/** Lets everything that is ready to run do so. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Asks until one is refused; tells how many were not, and why it was. */
async function askUntilRefused(ask: () => Promise<unknown>) {
  const failures: unknown[] = [];
  let answers = 0;
  let asked = 0;
  while (failures.length === 0 && asked < 10_000) {
    ask().then(
      () => {
        answers += 1;
      },
      (error: unknown) => failures.push(error),
    );
    asked += 1;
    await Promise.resolve();
    await Promise.resolve();
  }
  await settle();
  expect(failures).toHaveLength(1);
  return { accepted: asked - 1, refusal: failures[0], answers: () => answers };
}

async function openGate(): Promise<void> {
  while (gate.held.length > 0) {
    gate.held.shift()?.();
    await settle();
  }
  gate.isShut = false;
}

describe('the queue of hashes and verifications', () => {
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

  test('counts the workers of bcrypt', async () => {
    const { hash, verify } = argon2Passwords({ minLength: 8, concurrency: 2 });
    const ours = await hash('correct horse');
    const asked = Array.from({ length: 5 }, (_, index) => [
      verify('Kk4DQuMMfZL9o', BCRYPT),
      verify('correct horse', index === 0 ? ours : undefined),
      hash('correct horse'),
    ]);
    await Promise.all(asked.flat());
    expect(gate.workers).toBe(5);
    expect(gate.mostRunning).toBe(2);
    expect(gate.running).toBe(0);
  });

  test('is bounded: one more is refused with PASSWORD_QUEUE_FULL and when to try again', async () => {
    gate.isShut = true;
    const { hash } = argon2Passwords({ minLength: 8, concurrency: 2 });
    const { accepted, refusal, answers } = await askUntilRefused(() => hash('correct horse'));
    expect(accepted).toBe(2 + 256);
    expect(refusal).toBeInstanceOf(AppError);
    expect(refusal).toMatchObject({
      code: 'PASSWORD_QUEUE_FULL',
      retryAfterSeconds: expect.any(Number),
    });
    expect(gate.running).toBe(2);

    await openGate();
    expect(answers()).toBe(accepted);
    await expect(hash('correct horse')).resolves.toMatch(/^\$argon2id/);
  });

  test('is one for both, whatever there is to verify', async () => {
    const { hash, verify } = argon2Passwords({ minLength: 8, concurrency: 2 });
    const ours = await hash('correct horse');
    gate.isShut = true;
    const stored = [ours, undefined, 'unreadable'];
    let turn = 0;
    const { accepted, refusal, answers } = await askUntilRefused(() => {
      turn += 1;
      return turn % 4 === 0 ? hash('another') : verify('correct horse', stored[turn % 4]);
    });
    expect(accepted).toBe(2 + 256);
    const full = { code: 'PASSWORD_QUEUE_FULL', retryAfterSeconds: expect.any(Number) };
    expect(refusal).toMatchObject(full);
    for (const one of [...stored, BCRYPT]) {
      await expect(verify('correct horse', one)).rejects.toMatchObject(full);
    }
    await expect(hash('another')).rejects.toMatchObject(full);

    await openGate();
    expect(answers()).toBe(accepted);
    expect(await verify('correct horse', ours)).toEqual({ matches: true, outdated: false });
  });

  test('lets the next one in after one that failed', async () => {
    const { hash, verify } = argon2Passwords({ minLength: 8, concurrency: 1 });
    const notText = Symbol('no password') as unknown as string;
    const results = await Promise.allSettled([
      hash(notText),
      hash('a fine one'),
      verify(notText, BCRYPT),
      hash(notText),
    ]);
    expect(results.map(({ status }) => status)).toEqual([
      'rejected',
      'fulfilled',
      'rejected',
      'rejected',
    ]);
    await expect(hash('another one')).resolves.toMatch(/^\$argon2id/);
  });
});
