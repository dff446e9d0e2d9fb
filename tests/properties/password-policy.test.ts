import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  normalisePassword,
  PASSWORD_MAX_LENGTH,
  PASSWORD_MIN_LENGTH,
  passwordProblems,
  personalWordsOf,
} from '../../src/domain/password-policy.ts';

const context = { minLength: PASSWORD_MIN_LENGTH, isCommon: () => false, personalWords: [] };
const anyText = fc.string({ unit: 'binary', maxLength: 200 });

describe('a password', () => {
  test('is normalised once and for all', () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        const once = normalisePassword(raw);
        expect(normalisePassword(once)).toBe(once);
      }),
    );
    expect(normalisePassword('ﬁancé')).toBe(normalisePassword('fiance\u0301'));
  });

  test('keeps its case and the space around it', () => {
    expect(normalisePassword('  Pass Word  ')).toBe('  Pass Word  ');
  });

  test('is fine when its length in code points is, whatever it is made of', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'Z', '7', ' ', '-', '😀', '密', 'é') });
    fc.assert(
      fc.property(
        fc.tuple(letters, letters, letters).map((parts) => parts.join('').repeat(4)),
        fc.integer({ min: PASSWORD_MIN_LENGTH, max: 64 }),
        (password, minLength) => {
          const length = [...password].length;
          const fits = length >= minLength && length <= PASSWORD_MAX_LENGTH;
          expect(passwordProblems(password, { ...context, minLength }).length === 0).toBe(fits);
        },
      ),
    );
  });

  test('counts an emoji as one', () => {
    expect(passwordProblems('😀'.repeat(7), context)).toHaveLength(1);
    expect(passwordProblems('😀'.repeat(8), context)).toEqual([]);
    expect(passwordProblems('😀'.repeat(128), context)).toEqual([]);
    expect(passwordProblems('😀'.repeat(129), context)).toHaveLength(1);
  });

  test('that is common is refused in any case', () => {
    const common = { ...context, isCommon: (word: string) => word === 'letmein123' };
    expect(passwordProblems('LetMeIn123', common)).toHaveLength(1);
    expect(passwordProblems('LetMeIn124', common)).toEqual([]);
  });

  test('that holds a lone surrogate is refused', () => {
    expect(passwordProblems(`${'a'.repeat(10)}\ud800`, context)).toHaveLength(1);
  });

  test('that is a personal word is refused in any case and any composition', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 12, maxLength: 20 }), (word) => {
        const personal = { ...context, personalWords: [word] };
        const password = normalisePassword(word);
        fc.pre([...password].length <= PASSWORD_MAX_LENGTH);
        expect(passwordProblems(password, personal).length).toBeGreaterThan(0);
      }),
    );
  });

  test('is compared with the email, its local part and the names in both orders', () => {
    const words = personalWordsOf({
      email: ' Ann.Lee@example.com ',
      firstname: 'Ann',
      lastname: 'Leeward',
    });
    for (const word of [
      'Ann.Lee@example.com',
      'Ann.Lee',
      'Ann Leeward',
      'AnnLeeward',
      'LeewardAnn',
      'Ann',
      'Leeward',
    ]) {
      expect(words).toContain(word);
    }
    expect(passwordProblems('annLEEWARD', { ...context, personalWords: words })).toHaveLength(1);
  });

  test('has no personal word of an empty or ill-typed field', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (email, firstname, lastname) => {
        for (const word of personalWordsOf({ email, firstname, lastname })) {
          expect(word.trim()).not.toBe('');
        }
      }),
    );
  });
});
