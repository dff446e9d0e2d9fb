import { type Argon2Parameters, argon2Sync } from 'node:crypto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { argon2Passwords } from './argon2-passwords.ts';

type Callback = (error: Error | null, tag: Buffer) => void;

/** Every call of Node's argon2 and, if the test wants it, tags that are all the same. */
const watch = vi.hoisted(() => ({ calls: [] as object[], areTagsEqual: false }));

vi.mock('node:crypto', async (importOriginal) => {
  const real = await importOriginal<typeof import('node:crypto')>();
  const argon2 = (algorithm: 'argon2id', parameters: Argon2Parameters, callback: Callback) => {
    const { message, nonce, ...work } = parameters;
    watch.calls.push({ algorithm, ...work, saltLength: (nonce as Buffer).length });
    real.argon2(algorithm, parameters, callback);
  };
  const timingSafeEqual = (one: Buffer, two: Buffer) =>
    watch.areTagsEqual || real.timingSafeEqual(one, two);
  return { ...real, argon2, timingSafeEqual };
});

beforeEach(() => {
  Object.assign(watch, { calls: [], areTagsEqual: false });
});

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;
const { hash, verify, problems } = argon2Passwords({ minLength: 10 });
const NO = { matches: false, outdated: false };

function parsed(stored: string) {
  const [, memory, passes, parallelism, salt = '', tag = ''] = PHC.exec(stored) ?? [];
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}

/** Computes the tag again from what the hash says of itself. */
function isHashOf(password: string, stored: string): boolean {
  const { salt: nonce, tag, ...parameters } = parsed(stored);
  const message = Buffer.from(password);
  return argon2Sync('argon2id', { ...parameters, message, nonce, tagLength: tag.length }).equals(
    tag,
  );
}

describe('a password hash', () => {
  test('is a PHC string of argon2id with at least the cost that OWASP asks for', async () => {
    const stored = await hash('correct horse');
    expect(stored).toMatch(PHC);
    const { memory, passes, parallelism, salt, tag } = parsed(stored);
    expect(memory).toBeGreaterThanOrEqual(19_456);
    expect(passes).toBeGreaterThanOrEqual(2);
    expect(parallelism).toBe(1);
    expect(salt).toHaveLength(16);
    expect(tag).toHaveLength(32);
  });

  test('is of its own password alone', async () => {
    for (const password of ['correct horse', 'pässwörd 😀 密码', ' ']) {
      const made = await hash(password);
      expect(isHashOf(password, made)).toBe(true);
      expect(isHashOf(`${password}.`, made)).toBe(false);
      expect(await verify(password, made)).toEqual({ matches: true, outdated: false });
      expect(await verify(`${password}.`, made)).toEqual(NO);
    }
  });

  test('has a salt of its own', async () => {
    const [one, two] = await Promise.all([hash('same password'), hash('same password')]);
    expect(one).not.toBe(two);
  });

  test('is made and verified while the main thread does other things', async () => {
    let turns = 0;
    let isDone = false;
    const working = hash('correct horse')
      .then((stored) => {
        turns = 0;
        return verify('correct horse', stored);
      })
      .then(() => {
        isDone = true;
      });
    while (!isDone) {
      await new Promise((resolve) => setImmediate(resolve));
      turns += 1;
    }
    await working;
    expect(turns).toBeGreaterThan(2);
  });

  test('is verified by every way to type the same characters', async () => {
    const composed = await hash('caf\u00e9 \ufb01sh');
    for (const typed of ['caf\u00e9 \ufb01sh', 'cafe\u0301 fish']) {
      expect(await verify(typed, composed)).toEqual({ matches: true, outdated: false });
    }
    expect(await verify('cafe fish', composed)).toEqual(NO);
  });

  test('is not verified by a half of a character, which Node would take for U+FFFD', async () => {
    const stored = await hash('correct horse \ufffd');
    expect(await verify('correct horse \ud800', stored)).toEqual(NO);
  });
});

describe('a verification', () => {
  test.each([
    [
      'argon2',
      '$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$iekCn0Y3spW+sCcFanM2xBT63UP2sghkUoHLIUpWRS8',
    ],
    [
      'scrypt',
      '$scrypt$ln=8,r=8,p=1$WKs1xljLudd6z9kbY0wpJQ$yCR4iDZYDKv+iEJj6yHY0lv/epnfB6f/w1EbXrsJOuQ',
    ],
    [
      'PBKDF2',
      '$pbkdf2-sha256$1212$4vjV83LKPjQzk31VI4E0Vw$hsYF68OiOUPdDZ1Fg.fJPeq1h/gXXY7acBp9/6c.tmQ',
    ],
    ['bcrypt', '$2a$05$bvIG6Nmid91Mu9RcmmWZfO5HJIMCT8riNW0hEp8f6/FuA2/mHZFpe'],
  ])('of an imported %s hash says that it is outdated', async (_, stored) => {
    expect(await verify('password', stored)).toEqual({ matches: true, outdated: true });
    expect(await verify('Password', stored)).toEqual(NO);
  });

  const unreadable = [
    ['no stored hash', undefined],
    ['an empty one', ''],
    ['a plain password', 'correct horse'],
    ['an unknown algorithm', '$6$saltsalt$qFmFH.bQmmtXzyBY0s9v7Oicd2z4XSIecDzlB5KiA2'],
    ['bcrypt of too high a cost', '$2b$16$bvIG6Nmid91Mu9RcmmWZfO5HJIMCT8riNW0hEp8f6/FuA2/mHZFpe'],
    [
      'a pepper that is gone',
      '$argon2id$v=19$m=8,t=1,p=1,keyid=Z29uZQ$c29tZXNhbHQ$c29tZXNhbHRzb21lc2FsdA',
    ],
    [
      'far too long a one',
      `$argon2id$v=19$m=8,t=1,p=1,data=${'A'.repeat(1_000)}$c29tZXNhbHQ$c29tZXNhbHRzb21lc2FsdA`,
    ],
  ] as const;

  test.each(unreadable)('of %s does the work of a hash of ours and says no', async (_, stored) => {
    const ours = await hash('correct horse');
    watch.calls = [];
    await verify('correct horse', ours);
    expect(watch.calls).toHaveLength(1);
    const [work] = watch.calls;

    watch.calls = [];
    expect(await verify('correct horse', stored)).toEqual(NO);
    expect(watch.calls).toEqual([work]);
  });

  test('does that work with the pepper, too', async () => {
    const secret = Buffer.from('a pepper');
    const peppered = argon2Passwords({ minLength: 10, peppers: [{ id: 'a', secret }] });
    await peppered.verify('correct horse', undefined);
    expect(watch.calls).toEqual([expect.objectContaining({ secret, memory: 19_456 })]);
  });

  test('says no without a stored hash even to whoever finds what the dummy is of', async () => {
    const ours = await hash('correct horse');
    watch.areTagsEqual = true;
    expect(await verify('found', ours)).toEqual({ matches: true, outdated: false });
    for (const [, stored] of unreadable) expect(await verify('found', stored)).toEqual(NO);
  });
});

describe('the policy', () => {
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
