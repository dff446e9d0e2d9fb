import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readStoredHash } from './stored-hash.ts';

const PEPPERS = [
  { id: 'a', secret: Buffer.from('the first pepper') },
  { id: 'b', secret: Buffer.from('the second pepper') },
];

/** All of "password", each cheap to compute. */
const QUICK = [
  '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4',
  '$argon2i$v=19$m=256,t=2,p=2$c29tZXNhbHQ$T/XOJ2mh1/TIpJHfCdQan76Q5esCFVoT5MAeIM1Oq2E',
  '$argon2id$v=19$m=64,t=1,p=1,keyid=YQ,data=ZGF0YQ$c29tZXNhbHQ$UejEPWPwWe1Bs6l4hWoXI6yrcfu/s5sskimonohZgxQ',
  '$scrypt$ln=8,r=8,p=1$WKs1xljLudd6z9kbY0wpJQ$yCR4iDZYDKv+iEJj6yHY0lv/epnfB6f/w1EbXrsJOuQ',
  '$pbkdf2-sha256$i=1212,l=32$4vjV83LKPjQzk31VI4E0Vw$hsYF68OiOUPdDZ1Fg+fJPeq1h/gXXY7acBp9/6c+tmQ',
  '$pbkdf2-sha256$1212$4vjV83LKPjQzk31VI4E0Vw$hsYF68OiOUPdDZ1Fg.fJPeq1h/gXXY7acBp9/6c.tmQ',
  '$pbkdf2-sha512$1212$RHY0Fr3IDMSVO/RSZyb5ow$eNLfBK.eVozomMr.1gYa17k9B7KIK25NOEshvhrSX.esqY3s.FvWZViXz4KoLlQI.BzY/YTNJOiKc5gBYFYGww',
  'pbkdf2_sha256$1000$seasalt$YIWkt6M1JFXrHg5s0jZjBSc7C2Cz6QvchSJ0h8Y+i7c=',
];
const BCRYPT = '$2b$04$cVWp4XaNU8a4v1uMRum2SOIcv6bg77vANqaCYkTxzO14SrDL4KeYi';

/** A character more, one less, another one, or an end that is missing. */
function edited(stored: string): fc.Arbitrary<string> {
  const place = fc.nat({ max: stored.length - 1 });
  const character = fc.oneof(
    fc.constantFrom(...'$=,.+/-_ 0123456789abptABPT'),
    fc.string({ minLength: 1, maxLength: 1, unit: 'binary' }),
  );
  return fc
    .oneof(
      place.map((at) => stored.slice(0, at)),
      place.map((at) => stored.slice(0, at) + stored.slice(at + 1)),
      fc
        .tuple(place, character)
        .map(([at, other]) => stored.slice(0, at) + other + stored.slice(at)),
      fc
        .tuple(place, character)
        .map(([at, other]) => stored.slice(0, at) + other + stored.slice(at + 1)),
      character.map((other) => stored + other),
    )
    .filter((other) => other !== stored);
}

async function matches(stored: string): Promise<boolean> {
  return (await readStoredHash(stored, PEPPERS)?.matches('password')) ?? false;
}

describe('a stored hash', () => {
  test.each([...QUICK, BCRYPT])('is read: %s', async (stored) => {
    expect(await matches(stored)).toBe(true);
  });

  test.each([...QUICK, BCRYPT])('matches nothing once it is cut off: %s', async (stored) => {
    for (let length = 0; length < stored.length; length += 1) {
      expect(await matches(stored.slice(0, length)), `${length}`).toBe(false);
    }
  });

  test.each(QUICK)('matches nothing once it is edited: %s', async (stored) => {
    await fc.assert(
      fc.asyncProperty(edited(stored), async (other) => !(await matches(other))),
      { numRuns: 300 },
    );
  });

  test(`matches nothing once it is edited: ${BCRYPT}`, async () => {
    // The three names of one algorithm.
    const isRenamed = (other: string) =>
      /^\$2[aby]\$/.test(other) && other.endsWith(BCRYPT.slice(3));
    await fc.assert(
      fc.asyncProperty(
        edited(BCRYPT).filter((other) => !isRenamed(other)),
        async (other) => !(await matches(other)),
      ),
      { numRuns: 60 },
    );
  });

  test('that is any text at all is read without a fault', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 600 }), async (stored) => {
        expect(await matches(stored)).toBe(false);
      }),
    );
  });
});
