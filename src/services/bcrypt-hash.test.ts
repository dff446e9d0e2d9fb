import { hashSync } from 'bcryptjs';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { readBcryptHash } from './bcrypt-hash.ts';

/** The workers that were started, and what they run instead if the test wants it. */
const watch = vi.hoisted(() => ({
  workers: [] as { readonly threadId: number }[],
  code: undefined as string | undefined,
}));

vi.mock('node:worker_threads', async (importOriginal) => {
  const real = await importOriginal<typeof import('node:worker_threads')>();
  class Worker extends real.Worker {
    constructor(...[file, options]: ConstructorParameters<typeof real.Worker>) {
      super(
        watch.code === undefined ? file : new URL(`data:text/javascript,${watch.code}`),
        options,
      );
      watch.workers.push(this);
    }
  }
  return { ...real, Worker };
});

beforeEach(() => {
  Object.assign(watch, { workers: [], code: undefined });
});

const ENDED = -1;
const KNOWN = '$2b$04$cVWp4XaNU8a4v1uMRum2SO026BWLIoQMD/TXg5uZV.0P.uO8m3YEm';

async function matches(password: string, stored: string): Promise<boolean | undefined> {
  return readBcryptHash(stored)?.matches(password);
}

describe('bcrypt agrees', () => {
  test.each([
    // crypt_blowfish's wrapper.c
    ['U*U', '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'],
    ['U*U*U', '$2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a'],
    ['', '$2a$05$CCCCCCCCCCCCCCCCCCCCC.7uG0VCzI2bS7j6ymqJi9CdcdxiRTWNy'],
    // jBCrypt
    ['abc', '$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i'],
    ['a', '$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe'],
    // pyca/bcrypt
    ['Kk4DQuMMfZL9o', KNOWN],
    // OpenBSD, of 72 bytes
    ['0'.repeat(72), '$2b$05$CCCCCCCCCCCCCCCCCCCCC.6.O1dLNbjod2uo0DVcW.jHucKbPDdHS'],
    // passlib, in UTF-8
    ['t\u00e1\u0411\u2113\u0259', '$2a$05$Z17AXnnlpzddNUvnC6cZNOSwMA/8oNiKnHTHTwLlBijfucQQlHjaG'],
  ])('with what was published on %j', async (password, stored) => {
    expect(await matches(password, stored)).toBe(true);
    expect(await matches(`x${password}`, stored)).toBe(false);
  });

  test.each(['a', 'b', 'y'])('whether it is called $2%s$', async (variant) => {
    const stored = `$2${variant}${KNOWN.slice(3)}`;
    expect(await matches('Kk4DQuMMfZL9o', stored)).toBe(true);
    expect(await matches('kk4DQuMMfZL9o', stored)).toBe(false);
  });

  test('on 72 bytes alone', async () => {
    const stored = '$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui';
    const key = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
    expect(await matches(`${key}chars after 72 are ignored`, stored)).toBe(true);
    expect(await matches(key, stored)).toBe(true);
    expect(await matches(key.slice(0, 71), stored)).toBe(false);
  });
});

describe('a bcrypt hash', () => {
  test('is of the password as it was typed', async () => {
    const stored = hashSync('\ufb01sh and chips', 4);
    expect(await matches('\ufb01sh and chips', stored)).toBe(true);
    expect(await matches('fish and chips', stored)).toBe(false);
  });

  test('is always outdated', () => {
    expect(readBcryptHash(KNOWN)?.isOutdated).toBe(true);
  });

  test.each([
    KNOWN.replace('$04$', '$03$'),
    KNOWN.replace('$04$', '$16$'),
    KNOWN.replace('$04$', '$31$'),
    KNOWN.replace('$04$', '$4$'),
    KNOWN.replace('$2b$', '$2$'),
    KNOWN.replace('$2b$', '$2x$'),
    KNOWN.slice(0, -1),
    `${KNOWN}.`,
    `${KNOWN}\n`,
    KNOWN.replace('O026', '+026'),
  ])('is not read from %s', (stored) => {
    expect(readBcryptHash(stored)).toBeUndefined();
  });

  test('is read with a cost of up to 15', () => {
    expect(readBcryptHash(KNOWN.replace('$04$', '$15$'))).toBeDefined();
  });

  test('with other bits where its salt has none to spare matches nothing', async () => {
    expect(await matches('Kk4DQuMMfZL9o', KNOWN.replace('2SO026', '2SP026'))).toBe(false);
  });
});

describe('the worker of bcrypt', () => {
  test('leaves the main thread free', async () => {
    let turns = 0;
    let isDone = false;
    const verifying = matches(
      'abc',
      '$2a$08$Ro0CUfOqk6cXEKf3dyaM7OhSCvnwM9s4wIX9JeLapehKK5YdLxKcm',
    ).then((doesMatch) => {
      isDone = true;
      return doesMatch;
    });
    while (!isDone) {
      await new Promise((resolve) => setImmediate(resolve));
      turns += 1;
    }
    expect(await verifying).toBe(true);
    expect(turns).toBeGreaterThan(2);
  });

  test('has ended when the answer is there', async () => {
    await Promise.all([matches('Kk4DQuMMfZL9o', KNOWN), matches('another', KNOWN)]);
    expect(watch.workers.map(({ threadId }) => threadId)).toEqual([ENDED, ENDED]);
  });

  test.each([
    ['throws', "throw new Error('no memory')", 'no memory'],
    ['exits', 'process.exit(3)', 'ended with 3'],
    ['says nothing', '0', 'ended with 0'],
  ])('that %s is a failure, and has ended', async (_, code, message) => {
    watch.code = encodeURIComponent(code);
    await expect(matches('Kk4DQuMMfZL9o', KNOWN)).rejects.toThrow(message);
    expect(watch.workers.map(({ threadId }) => threadId)).toEqual([ENDED]);
  });
});
