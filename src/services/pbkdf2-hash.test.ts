import { pbkdf2Sync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readPbkdf2Hash } from './pbkdf2-hash.ts';
import { writeBase64 } from './phc-string.ts';

// passlib's tests and documentation, and Django's tests.
const PASSLIB =
  '$pbkdf2-sha256$1212$4vjV83LKPjQzk31VI4E0Vw$hsYF68OiOUPdDZ1Fg.fJPeq1h/gXXY7acBp9/6c.tmQ';
const DJANGO = 'pbkdf2_sha256$12000$seasalt$Ybw8zsFxqja97tY/o6G+Fy1ksY4U/Hw3DRrGED6Up4s=';

describe('PBKDF2 agrees', () => {
  test.each<[string, string, string, string]>([
    // RFC 7914 section 11.
    [
      'passwd',
      '$pbkdf2-sha256$i=1,l=64',
      'salt',
      '55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783',
    ],
    [
      'Password',
      '$pbkdf2-sha256$i=80000,l=64',
      'NaCl',
      '4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d',
    ],
    // The RFC 6070 case with SHA-512, with its length and without.
    ...['i=1,l=64', 'l=64,i=1', 'i=1'].map((parameters): [string, string, string, string] => [
      'password',
      `$pbkdf2-sha512$${parameters}`,
      'salt',
      '867f70cf1ade02cff3752599a3a53dc4af34c7a669815ae5d513554e1c8cf252c02d470a285a0501bad999bfe943c08f050235d7d68b1da55e63f73b60a57fce',
    ]),
  ])('with what was published on %s with %s', async (password, settings, salt, tag) => {
    const ends = [Buffer.from(salt), Buffer.from(tag, 'hex')].map(writeBase64).join('$');
    const hash = readPbkdf2Hash(`${settings}$${ends}`);
    expect(await hash?.matches(password)).toBe(true);
    expect(await hash?.matches(`${password}.`)).toBe(false);
    expect(hash?.isOutdated).toBe(true);
  });

  test.each([
    ['password', PASSLIB],
    ['password', '$pbkdf2-sha256$8000$XAuBMIYQQogxRg$tRRlz8hYn63B9LYiCd6PRo6FMiunY9ozmMMI3srxeRE'],
    [
      '\u0399\u03c9\u03b1\u03bd\u03bd\u03b7\u03c2',
      '$pbkdf2-sha256$1212$3SABFJGDtyhrQMVt1uABPw$WyaUoqCLgvz97s523nF4iuOqZNbp5Nt8do/cuaa7AiI',
    ],
    [
      'password',
      '$pbkdf2-sha512$1212$RHY0Fr3IDMSVO/RSZyb5ow$eNLfBK.eVozomMr.1gYa17k9B7KIK25NOEshvhrSX.esqY3s.FvWZViXz4KoLlQI.BzY/YTNJOiKc5gBYFYGww',
    ],
    ['l\u00e8tmein', DJANGO],
  ])('with passlib and Django on %s in %s', async (password, stored) => {
    const hash = readPbkdf2Hash(stored);
    expect(await hash?.matches(password)).toBe(true);
    expect(await hash?.matches(`${password}z`)).toBe(false);
    expect(hash?.isOutdated).toBe(true);
  });
});

describe('a PBKDF2 hash', () => {
  const tagOf = (password: string, bytes: number) =>
    writeBase64(pbkdf2Sync(password, 'salt', 1, bytes, 'sha256'));

  test('is of the password as it was typed', async () => {
    const hash = readPbkdf2Hash(
      `$pbkdf2-sha256$1$c2FsdA$${tagOf('\ufb01sh', 32).replaceAll('+', '.')}`,
    );
    expect(await hash?.matches('\ufb01sh')).toBe(true);
    expect(await hash?.matches('fish')).toBe(false);
  });

  // PBKDF2's output of 16 bytes begins that of 32.
  test('is of the length that it says, or of its digest', async () => {
    for (const settings of ['i=1,l=32', 'i=1', '1']) {
      expect(readPbkdf2Hash(`$pbkdf2-sha256$${settings}$c2FsdA$${tagOf('a', 16)}`)).toBeUndefined();
    }
    const short = readPbkdf2Hash(`$pbkdf2-sha256$i=1,l=16$c2FsdA$${tagOf('a', 16)}`);
    expect(await short?.matches('a')).toBe(true);
    expect(readPbkdf2Hash(`$pbkdf2-sha256$i=1,l=15$c2FsdA$${tagOf('a', 15)}`)).toBeUndefined();
    expect(readPbkdf2Hash(`$pbkdf2-sha256$i=1,l=65$c2FsdA$${tagOf('a', 65)}`)).toBeUndefined();
  });

  test.each([
    [PASSLIB, '$1212$', '$5000001$'],
    [PASSLIB, '$1212$', '$0$'],
    [PASSLIB, '$1212$', '$01212$'],
    [PASSLIB, '$1212$', '$i=5000001$'],
    [PASSLIB, '$1212$', '$i=1212,l=0$'],
    [PASSLIB, '$1212$', '$v=1$i=1212$'],
    [PASSLIB, 'sha256', 'sha1'],
    [PASSLIB, 'Fg.fJ', 'Fg+fJ'],
    [PASSLIB, 'tmQ', 'tmR'],
    [PASSLIB, '4vjV83LKPjQzk31VI4E0Vw', ''],
    [PASSLIB, '4vjV83LKPjQzk31VI4E0Vw', 'A'.repeat(87)],
    [DJANGO, '$12000$', '$5000001$'],
    [DJANGO, 'sha256', 'sha1'],
    [DJANGO, 'seasalt', ''],
    [DJANGO, 'seasalt', 'a'.repeat(65)],
    [DJANGO, 'p4s=', 'p4s'],
    [DJANGO, 'p4s=', 'p4t='],
  ])('%s with %s made %s is not read', (stored, was, is) => {
    expect(readPbkdf2Hash(stored.replace(was, is))).toBeUndefined();
  });
});
