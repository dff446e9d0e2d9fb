import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkDateOfBirth } from '../../src/domain/date-of-birth.ts';
import { AppError } from '../../src/domain/errors.ts';
import { checkPersonalDetails } from '../../src/domain/personal-details.ts';
import { normalisePhoneNumber } from '../../src/domain/phone-number.ts';
import { checkProfile } from '../../src/domain/profile-rules.ts';
import { codePointCount, hasControlCharacter, textRule } from '../../src/domain/text.ts';

const TODAY = '2026-06-15';
const anyText = fc.string({ unit: 'binary', maxLength: 60 });
/** Any UTF-16, lone surrogates too. */
const anyUnits = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
  .map((units) => String.fromCharCode(...units));

describe('a phone number', () => {
  const separator = fc.constantFrom('', ' ', '.', '-', '(', ')', '[', ']');
  const digits = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), separator), { maxLength: 20 });

  test('is its digits and the leading +, when there are 7 to 15 of them', () => {
    fc.assert(
      fc.property(fc.boolean(), separator, digits, (plus, before, pairs) => {
        const raw = before + (plus ? '+' : '') + pairs.flat().join('');
        const value = (plus ? '+' : '') + pairs.map(([digit]) => digit).join('');
        const fits = pairs.length >= 7 && pairs.length <= 15 && raw.length <= 64;
        expect(normalisePhoneNumber(raw)).toEqual(
          fits ? { ok: true, value } : { ok: false, problem: expect.any(String) },
        );
      }),
    );
  });

  test('is itself when normalised again, and nothing but ASCII digits', () => {
    fc.assert(
      fc.property(fc.oneof(anyUnits, fc.stringMatching(/^[+0-9 .()-]{0,25}$/)), (raw) => {
        const checked = normalisePhoneNumber(raw);
        if (!checked.ok) return;
        expect(checked.value).toMatch(/^\+?[0-9]{7,15}$/);
        expect(normalisePhoneNumber(checked.value)).toEqual(checked);
      }),
      { numRuns: 1000 },
    );
  });

  test.each(['1+234567', '++1234567', '1234567+', '１２３４５６７', '123456a', '1234567\n', ''])(
    'is not %j',
    (raw) => {
      expect(normalisePhoneNumber(raw).ok).toBe(false);
    },
  );
});

describe('a date of birth', () => {
  /** What the calendar of the platform says. */
  const isReal = (text: string) => {
    const date = new Date(`${text}T00:00:00Z`);
    return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
  };
  const part = (min: number, max: number, width: number) =>
    fc.integer({ min, max }).map((value) => String(value).padStart(width, '0'));
  const dateText = fc
    .tuple(part(1850, 2100, 4), part(0, 14, 2), part(0, 33, 2))
    .map((parts) => parts.join('-'));
  const leapText = fc.tuple(part(1896, 2030, 4), part(28, 30, 2)).map(([y, d]) => `${y}-02-${d}`);

  test('is a day of the calendar from 1900 to today', () => {
    fc.assert(
      fc.property(fc.oneof(dateText, leapText), (raw) => {
        const fits = isReal(raw) && raw >= '1900-01-01' && raw <= TODAY;
        expect(checkDateOfBirth(raw, TODAY)).toEqual(
          fits ? { ok: true, value: raw } : { ok: false, problem: expect.any(String) },
        );
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    ['1900-01-01', true],
    ['1899-12-31', false],
    [TODAY, true],
    ['2026-06-16', false],
    ['1900-02-29', false],
    ['2000-02-29', true],
    ['2024-02-29', true],
    ['2023-02-29', false],
    ['1990-1-01', false],
    ['1990-01-01T00:00:00Z', false],
    ['1990-01-01\n', false],
    ['+1990-01-01', false],
    ['１９９０-01-01', false],
  ])('%j: %s', (raw, fits) => {
    expect(checkDateOfBirth(raw, TODAY).ok).toBe(fits);
  });
});

describe('a line of text', () => {
  const rule = textRule(10);

  test('is trimmed, composed, whole, of 1 to so many code points and itself when checked again', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, anyUnits), (raw) => {
        const checked = rule(raw);
        if (!checked.ok) return;
        const { value } = checked;
        expect(value).toBe(value.trim());
        expect(value).toBe(raw.normalize('NFC').trim());
        expect(value.isWellFormed()).toBe(true);
        expect(hasControlCharacter(value)).toBe(false);
        expect([...value].length).toBeGreaterThanOrEqual(1);
        expect([...value].length).toBeLessThanOrEqual(10);
        expect(rule(value)).toEqual(checked);
      }),
      { numRuns: 2000 },
    );
  });

  test('takes every printable text that fits and refuses every one that does not', () => {
    const printable = fc.string({
      unit: fc.constantFrom('a', ' ', "'", 'é', '😀', '用', '\u200d'),
    });
    fc.assert(
      fc.property(printable, (raw) => {
        const length = codePointCount(raw.trim());
        expect(rule(raw).ok).toBe(length >= 1 && length <= 10);
      }),
    );
  });

  test('counts code points', () => {
    expect(rule('😀'.repeat(10)).ok).toBe(true);
    expect(rule('😀'.repeat(11)).ok).toBe(false);
    fc.assert(fc.property(anyText, (raw) => codePointCount(raw) === [...raw].length));
  });

  test.each(['a\0b', 'a\nb', 'a\tb', 'a\u007fb', 'a\u0085b', 'a\u2028b', 'a\u202eb', 'a\u2066b'])(
    'has no control character: %j',
    (raw) => {
      expect(rule(raw).ok).toBe(false);
    },
  );
});

describe('personal details', () => {
  const nested = (depth: number): Record<string, unknown> =>
    depth <= 1 ? { a: 1 } : { a: nested(depth - 1) };

  test('are at most 8 deep, arrays too', () => {
    expect(checkPersonalDetails(nested(8)).ok).toBe(true);
    expect(checkPersonalDetails(nested(9)).ok).toBe(false);
    expect(checkPersonalDetails({ a: [[[[[[[]]]]]]] }).ok).toBe(true);
    expect(checkPersonalDetails({ a: [[[[[[[[]]]]]]]] }).ok).toBe(false);
    expect(checkPersonalDetails(nested(1000)).ok).toBe(false);
  });

  test('are at most 32 KiB as UTF-8', () => {
    const overhead = JSON.stringify({ a: '' }).length;
    const withText = (text: string) => checkPersonalDetails({ a: text }).ok;
    expect(withText('x'.repeat(32_768 - overhead))).toBe(true);
    expect(withText('x'.repeat(32_769 - overhead))).toBe(false);
    expect(withText('é'.repeat((32_768 - overhead) / 2))).toBe(true);
    expect(withText('é'.repeat(32_768 / 2))).toBe(false);
    expect(withText('"'.repeat(16_380))).toBe(true);
    expect(withText('"'.repeat(16_385))).toBe(false);
  });

  test('are kept as they are when they fit', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 5 })), (value) => {
        expect(checkPersonalDetails(value)).toEqual({ ok: true, value });
      }),
    );
  });
});

describe('a whole profile', () => {
  test('is an AppError naming each bad field, or only known fields, whatever comes in', () => {
    const known = ['email', 'firstname', 'lastname', 'dob', 'address', 'gender', 'phoneNumber'];
    const field = fc.oneof(
      fc.constantFrom(...known, 'personalDetails', 'role', 'userId', 'version', 'toString'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.dictionary(field, fc.oneof(fc.jsonValue(), anyUnits)), (raw) => {
        try {
          const profile = checkProfile(raw, TODAY);
          for (const name of Object.keys(profile)) {
            expect([...known, 'personalDetails']).toContain(name);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
          expect(error).toMatchObject({ code: 'INVALID_INPUT' });
          expect((error as AppError).problems.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
