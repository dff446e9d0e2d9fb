import { scryptSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { writeBase64 } from './phc-string.ts';
import { readScryptHash } from './scrypt-hash.ts';

/** The example of passlib's documentation, of "password". */
const KNOWN =
  '$scrypt$ln=8,r=8,p=1$WKs1xljLudd6z9kbY0wpJQ$yCR4iDZYDKv+iEJj6yHY0lv/epnfB6f/w1EbXrsJOuQ';

describe('scrypt agrees', () => {
  // RFC 7914 section 12.
  test.each([
    [
      'password',
      'ln=10,r=8,p=16',
      'NaCl',
      'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640',
    ],
    [
      'pleaseletmein',
      'ln=14,r=8,p=1',
      'SodiumChloride',
      '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887',
    ],
  ])('with the RFC on %s with %s', async (password, parameters, salt, tag) => {
    const ends = [Buffer.from(salt), Buffer.from(tag, 'hex')].map(writeBase64).join('$');
    const hash = readScryptHash(`$scrypt$${parameters}$${ends}`);
    expect(await hash?.matches(password)).toBe(true);
    expect(await hash?.matches(`${password}.`)).toBe(false);
  });

  test.each([
    KNOWN,
    KNOWN.replace('ln=8,r=8,p=1', 'p=1,r=8,ln=8'),
    '$scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E',
  ])('with passlib on %s', async (stored) => {
    const hash = readScryptHash(stored);
    expect(await hash?.matches('password')).toBe(true);
    expect(await hash?.matches('Password')).toBe(false);
    expect(hash?.isOutdated).toBe(true);
  });
});

describe('a scrypt hash', () => {
  test('is of the password as it was typed', async () => {
    const tag = scryptSync('\ufb01sh', 'salt', 32, { cost: 2, blockSize: 1 });
    const hash = readScryptHash(`$scrypt$ln=1,r=1,p=1$c2FsdA$${writeBase64(tag)}`);
    expect(await hash?.matches('\ufb01sh')).toBe(true);
    expect(await hash?.matches('fish')).toBe(false);
  });

  test('may ask for 256 MiB', async () => {
    const hash = readScryptHash(KNOWN.replace('ln=8', 'ln=18'));
    expect(await hash?.matches('password')).toBe(false);
  });

  test.each([
    ['ln=8,r=8,p=1', 'ln=19,r=8,p=1'],
    ['ln=8,r=8,p=1', 'ln=18,r=8,p=2'],
    ['ln=8,r=8,p=1', 'ln=21,r=2,p=1'],
    ['ln=8,r=8,p=1', 'ln=99999999999,r=8,p=1'],
    ['ln=8,r=8,p=1', 'ln=8,r=65,p=1'],
    ['ln=8,r=8,p=1', 'ln=8,r=8,p=17'],
    // RFC 7914: N is less than 2^(128 * r / 8).
    ['ln=8,r=8,p=1', 'ln=16,r=1,p=1'],
    ['ln=8,r=8,p=1', 'ln=0,r=8,p=1'],
    ['ln=8,r=8,p=1', 'ln=8,r=8'],
    ['ln=8,r=8,p=1', 'v=19$ln=8,r=8,p=1'],
    ['ln=8,r=8,p=1', 'n=8,r=8,p=1'],
    ['$scrypt', '$script'],
    ['JOuQ', 'JOuR'],
    ['JOuQ', 'JOuQ='],
    ['bXrsJOuQ', ''],
  ])('with %s made %s is not read', (was, is) => {
    expect(readScryptHash(KNOWN.replace(was, is))).toBeUndefined();
  });
});
