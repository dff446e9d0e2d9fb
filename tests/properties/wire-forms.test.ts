import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeCursor, encodeCursor } from '../../src/domain/cursor.ts';
import { AppError } from '../../src/domain/errors.ts';
import { namesEtag, versionEtag, versionsOf } from '../../src/routes/entity-tag.ts';

const key = fc.array(
  fc.string({ unit: 'binary' }).map((one) => one.replaceAll('\0', '')),
  {
    maxLength: 4,
  },
);
const list = fc.constantFrom('users-by-age', 'orders-by-user', 'l');

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return error instanceof AppError ? error.code : `not an AppError: ${error}`;
  }
  return 'none';
}

describe('a cursor', () => {
  test('gives the key that was put in, and is safe in a URL', () => {
    fc.assert(
      fc.property(list, key, (name, parts) => {
        const cursor = encodeCursor(name, parts);
        expect(decodeCursor(cursor, name, parts.length)).toEqual(parts);
        expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
      }),
    );
  });

  test('of another list or of another length is refused', () => {
    fc.assert(
      fc.property(list, list, key, fc.nat(6), (name, asked, parts, length) => {
        fc.pre(name !== asked || length !== parts.length);
        const cursor = encodeCursor(name, parts);
        expect(codeOf(() => decodeCursor(cursor, asked, length))).toBe('INVALID_CURSOR');
      }),
    );
  });

  test('of any text is refused with INVALID_CURSOR and nothing else', () => {
    const shaped = fc
      .jsonValue()
      .map((one) => Buffer.from(JSON.stringify(one)).toString('base64url'));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.base64String(), shaped), (cursor) => {
        expect(codeOf(() => decodeCursor(cursor, 'no such list', 2))).toBe('INVALID_CURSOR');
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ['["l",1]', 'a number'],
    ['["l",null]', 'null'],
    ['["l",["a"]]', 'an array'],
    ['["l","a\\u0000b"]', 'a NUL'],
    ['["l","\\ud800"]', 'a lone surrogate'],
  ])('%s with %s as its key is refused', (json) => {
    const cursor = Buffer.from(json).toString('base64url');
    expect(codeOf(() => decodeCursor(cursor, 'l', 1))).toBe('INVALID_CURSOR');
  });
});

describe('an entity tag', () => {
  const version = fc.integer({ min: 0, max: 999_999_999_999_999 });

  test('names its version, alone and in a list with others', () => {
    fc.assert(
      fc.property(fc.array(version, { minLength: 1, maxLength: 5 }), (versions) => {
        const header = versions.map((one) => versionEtag({ version: one })).join(' , ');
        expect(versionsOf(header)).toEqual(versions);
        for (const one of versions)
          expect(namesEtag(header, versionEtag({ version: one }))).toBe(true);
      }),
    );
  });

  test('of no header or * names any version', () => {
    expect(versionsOf(null)).toBeUndefined();
    expect(versionsOf('*')).toBeUndefined();
    expect(versionsOf(' * ')).toBeUndefined();
  });

  test.each(['', 'W/"1"', '1', '"01"', '"-1"', '"1.0"', '"abc"', '"1', "'1'", '"1e3"', '" 1"'])(
    'written %j names no version',
    (header) => {
      expect(versionsOf(header)).toEqual([]);
    },
  );

  test('of any text names versions only where it holds that very tag', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'"W/0123,* '), maxLength: 20 }),
        (header) => {
          for (const one of versionsOf(header) ?? []) {
            expect(header).toContain(versionEtag({ version: one }));
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('in If-None-Match is compared weakly, and * names every one', () => {
    expect(namesEtag(null, '"1"')).toBe(false);
    expect(namesEtag('*', '"1"')).toBe(true);
    expect(namesEtag('W/"1"', '"1"')).toBe(true);
    expect(namesEtag('"2", W/"1"', '"1"')).toBe(true);
    expect(namesEtag('"2"', '"1"')).toBe(false);
    expect(namesEtag('1', '"1"')).toBe(false);
    expect(namesEtag('', '"1"')).toBe(false);
  });
});
