import { describe, expect, test } from 'vitest';
import { makeArgon2Hash, readArgon2Hash } from './argon2-hash.ts';
import { argon2Passwords } from './argon2-passwords.ts';
import { writeBase64 } from './phc-string.ts';

const NO = { matches: false, outdated: false };
const SALT = 'c29tZXNhbHQ';
const TAG = 'nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4';

describe('argon2 agrees', () => {
  // RFC 9106 sections 5.1 to 5.3: with a secret and associated data.
  test.each([
    ['argon2d', '512b391b6f1162975371d30919734294f868e3be3984f3c1a13a4db9fabe4acb'],
    ['argon2i', 'c814d9d1dc7f37aa13f0d77f2494bda1c8de6b016dd388d29952a4c4672b6ce8'],
    ['argon2id', '0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659'],
  ])('with the RFC on %s', async (algorithm, tag) => {
    const [data, salt] = [Buffer.alloc(12, 4), Buffer.alloc(16, 2)].map(writeBase64);
    const ends = `${salt}$${writeBase64(Buffer.from(tag, 'hex'))}`;
    const stored = `$${algorithm}$v=19$m=32,t=3,p=4,keyid=cmZj,data=${data}$${ends}`;
    const hash = readArgon2Hash(stored, [{ id: 'rfc', secret: Buffer.alloc(8, 3) }]);
    expect(await hash?.matches('\u0001'.repeat(32))).toBe(true);
    expect(await hash?.matches('\u0001'.repeat(31))).toBe(false);
  });

  // The encoded hashes of the reference implementation's src/test.c, all of salt "somesalt".
  test.each([
    ['password', `$argon2id$v=19$m=256,t=2,p=1$${SALT}$${TAG}`],
    [
      'password',
      `$argon2id$v=19$m=256,t=2,p=2$${SALT}$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc`,
    ],
    [
      'password',
      `$argon2id$v=19$m=65536,t=1,p=1$${SALT}$9qWtwbpyPd3vm1rB1GThgPzZ3/ydHL92zKL+15XZypg`,
    ],
    ['password', `$argon2i$v=19$m=256,t=2,p=1$${SALT}$iekCn0Y3spW+sCcFanM2xBT63UP2sghkUoHLIUpWRS8`],
    ['password', `$argon2i$v=19$m=256,t=2,p=2$${SALT}$T/XOJ2mh1/TIpJHfCdQan76Q5esCFVoT5MAeIM1Oq2E`],
  ])('with the reference implementation on %s in %s', async (password, stored) => {
    const hash = readArgon2Hash(stored, []);
    expect(await hash?.matches(password)).toBe(true);
    expect(await hash?.matches(`${password}.`)).toBe(false);
    expect(hash?.isOutdated).toBe(true);
  });
});

describe('an argon2 hash', () => {
  test.each(['m=256,p=1,t=2', 't=2,m=256,p=1', 'p=1,t=2,m=256'])(
    'may have its parameters in the order %s',
    async (parameters) => {
      const hash = readArgon2Hash(`$argon2id$v=19$${parameters}$${SALT}$${TAG}`, []);
      expect(await hash?.matches('password')).toBe(true);
    },
  );

  test.each([
    // Node computes version 1.3 alone; without a version it is 1.0.
    `$argon2id$v=16$m=256,t=2,p=1$${SALT}$${TAG}`,
    `$argon2id$m=256,t=2,p=1$${SALT}$${TAG}`,
    `$argon2$v=19$m=256,t=2,p=1$${SALT}$${TAG}`,
    `$argon2id$v=19$m=262145,t=2,p=1$${SALT}$${TAG}`,
    `$argon2id$v=19$m=256,t=11,p=1$${SALT}$${TAG}`,
    `$argon2id$v=19$m=256,t=2,p=17$${SALT}$${TAG}`,
    `$argon2id$v=19$m=7,t=2,p=1$${SALT}$${TAG}`,
    `$argon2id$v=19$m=31,t=2,p=4$${SALT}$${TAG}`,
    `$argon2id$v=19$m=256,t=0,p=1$${SALT}$${TAG}`,
    `$argon2id$v=19$m=256,t=-2,p=1$${SALT}$${TAG}`,
    `$argon2id$v=19$m=0256,t=2,p=1$${SALT}$${TAG}`,
    `$argon2id$v=19$m=256=1,t=2,p=1$${SALT}$${TAG}`,
    `$argon2id$v=19$m=256,t=2$${SALT}$${TAG}`,
    `$argon2id$v=19$m=256,t=2,t=2,p=1$${SALT}$${TAG}`,
    `$argon2id$v=19$m=256,t=2,p=1,x=1$${SALT}$${TAG}`,
    `$argon2id$v=19$m=256,t=2,p=1,keyid=Zg$${SALT}$${TAG}`,
    `$argon2id$v=19$m=256,t=2,p=1,data=!$${SALT}$${TAG}`,
    `$argon2id$v=19$m=256,t=2,p=1$c2FsdDctNw$${TAG}`,
    `$argon2id$v=19$m=256,t=2,p=1$${SALT}=$${TAG}`,
    `$argon2id$v=19$m=256,t=2,p=1$${'A'.repeat(87)}$${TAG}`,
    `$argon2id$v=19$m=256,t=2,p=1$${SALT}$${'A'.repeat(20)}`,
    `$argon2id$v=19$m=256,t=2,p=1$${SALT}$${'A'.repeat(87)}`,
    `$argon2id$v=19$m=256,t=2,p=1$${SALT}$${TAG}$`,
    `$argon2id$v=19$m=256,t=2,p=1$${SALT}$${TAG}\n`,
  ])('is not read from %s', (stored) => {
    expect(readArgon2Hash(stored, [])).toBeUndefined();
  });
});

describe('a hash is outdated', () => {
  test.each([
    [false, '$argon2id$v=19$m=19456,t=2,p=1$', 16, 32],
    [false, '$argon2id$v=19$p=1,m=19456,t=2$', 16, 32],
    [true, '$argon2i$v=19$m=19456,t=2,p=1$', 16, 32],
    [true, '$argon2d$v=19$m=19456,t=2,p=1$', 16, 32],
    [true, '$argon2id$v=19$m=19455,t=2,p=1$', 16, 32],
    [true, '$argon2id$v=19$m=65536,t=2,p=1$', 16, 32],
    [true, '$argon2id$v=19$m=19456,t=3,p=1$', 16, 32],
    [true, '$argon2id$v=19$m=19456,t=2,p=2$', 16, 32],
    [true, '$argon2id$v=19$m=19456,t=2,p=1,data=YQ$', 16, 32],
    [true, '$argon2id$v=19$m=19456,t=2,p=1$', 15, 32],
    [true, '$argon2id$v=19$m=19456,t=2,p=1$', 17, 32],
    [true, '$argon2id$v=19$m=19456,t=2,p=1$', 16, 31],
    [true, '$argon2id$v=19$m=19456,t=2,p=1$', 16, 64],
  ])('is %s of %s with a salt of %d bytes and a tag of %d', (isOutdated, settings, salt, tag) => {
    const ends = [salt, tag].map((length) => writeBase64(Buffer.alloc(length, 1)));
    expect(readArgon2Hash(settings + ends.join('$'), [])).toMatchObject({ isOutdated });
  });

  const a = { id: '2026-a', secret: Buffer.from('the first pepper') };
  const b = { id: '2026-b', secret: Buffer.from('the second pepper') };
  const withPeppers = (...peppers: readonly (typeof a)[]) =>
    argon2Passwords({ minLength: 8, peppers });

  test('as soon as its pepper is no longer the first, and verifies as long as it is known', async () => {
    const stored = await withPeppers(a).hash('correct horse');
    expect(stored).toContain(',p=1,keyid=MjAyNi1h$');
    const outcomes = await Promise.all(
      [withPeppers(a), withPeppers(a, b), withPeppers(b, a), withPeppers(b), withPeppers()].map(
        ({ verify }) => verify('correct horse', stored),
      ),
    );
    expect(outcomes).toEqual([
      { matches: true, outdated: false },
      { matches: true, outdated: false },
      { matches: true, outdated: true },
      NO,
      NO,
    ]);
    expect(await withPeppers(b, a).verify('another horse', stored)).toEqual(NO);
  });

  test('when a pepper is set after it, and only then', async () => {
    const stored = await makeArgon2Hash('correct horse');
    expect(stored).not.toContain('keyid');
    expect(await withPeppers().verify('correct horse', stored)).toMatchObject({ outdated: false });
    const outcome = await withPeppers(a, b).verify('correct horse', stored);
    expect(outcome).toEqual({ matches: true, outdated: true });
  });

  test('and does not match under the name of a pepper with another secret', async () => {
    const stored = await withPeppers(a).hash('correct horse');
    const renamed = withPeppers({ id: a.id, secret: b.secret });
    expect(await renamed.verify('correct horse', stored)).toEqual(NO);
    expect(
      await withPeppers(a).verify('correct horse', stored.replace(',keyid=MjAyNi1h', '')),
    ).toEqual(NO);
  });
});
