import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normaliseEmail } from '../../src/domain/email.ts';
import { hasControlCharacter } from '../../src/domain/text.ts';

const ATOM_CHARACTERS = [..."abcXYZ019!#$%&'*+/=?^_`{|}~-"];
const STRANGE = [...'éßİıſΣςσKﬁ＠．。①Ⅷªüя用户あ\u0301\u00ad\u200d\ufe0f\u1d2c'];

const atom = fc.string({ unit: fc.constantFrom(...ATOM_CHARACTERS), minLength: 1, maxLength: 12 });
const strangeAtom = fc.string({
  unit: fc.constantFrom(...ATOM_CHARACTERS, ...STRANGE),
  minLength: 1,
  maxLength: 20,
});
const label = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9-]{0,8}[A-Za-z0-9])?$/);
const topLevel = fc.stringMatching(/^[A-Za-z]{2,6}$/);
const domain = fc
  .tuple(fc.array(label, { minLength: 1, maxLength: 3 }), topLevel)
  .map(([labels, last]) => [...labels, last].join('.'))
  // A label that begins so must be valid Punycode.
  .filter((one) => !/(^|\.)..--/.test(one));
const localPart = fc.array(atom, { minLength: 1, maxLength: 4 }).map((atoms) => atoms.join('.'));
const email = fc.tuple(localPart, domain).map((parts) => parts.join('@'));
const anyText = fc.oneof(
  email,
  fc.tuple(strangeAtom, domain).map((parts) => parts.join('@')),
  fc.tuple(atom, strangeAtom, topLevel).map(([one, two, three]) => `${one}@${two}.${three}`),
  fc
    .tuple(atom, fc.string({ unit: 'binary' }), domain)
    .map(([one, two, three]) => `${one}${two}@${three}`),
  fc.string({ unit: 'binary', maxLength: 300 }),
);

function normalised(raw: string): string | undefined {
  const checked = normaliseEmail(raw);
  return checked.ok ? checked.value : undefined;
}

function octets(text: string): number {
  return Buffer.byteLength(text);
}

describe('a normalised email', () => {
  test('is itself when normalised again', () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        const value = normalised(raw);
        if (value !== undefined) expect(normalised(value)).toBe(value);
      }),
      { numRuns: 3000 },
    );
  });

  test('is lower case, has one @ and no control character, and keeps the limits', () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        const value = normalised(raw);
        if (value === undefined) return;
        const parts = value.split('@');
        expect(parts).toHaveLength(2);
        expect(octets(parts[0] ?? '')).toBeLessThanOrEqual(64);
        expect(octets(value)).toBeLessThanOrEqual(254);
        expect(value).toBe(value.toLowerCase());
        expect(value).toBe(value.normalize('NFKC'));
        expect(value).toBe(value.trim());
        expect(hasControlCharacter(value)).toBe(false);
        expect(value).not.toMatch(/\s/);
        expect(parts[1]).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/);
      }),
      { numRuns: 3000 },
    );
  });

  test('keeps every dot and every +tag of an ASCII address', () => {
    fc.assert(
      fc.property(email, (raw) => {
        expect(normalised(raw)).toBe(
          octets(raw.split('@')[0] ?? '') > 64 ? undefined : raw.toLowerCase(),
        );
      }),
      { examples: [['a.b.c+tag+tag@example.com'], ['ab.c@example.com'], ['abc@example.com']] },
    );
    const three = ['ab.c@example.com', 'abc@example.com', 'abc+x@example.com'].map(normalised);
    expect(new Set(three).size).toBe(3);
  });

  test('is the same whatever the case of its ASCII letters and the space around it', () => {
    const spaces = fc.stringMatching(/^[ \t\n\u00a0]{0,3}$/);
    const upper = (text: string, mask: readonly boolean[]) =>
      text.replace(/[a-z]/gi, (letter, index: number) =>
        mask[index % mask.length] ? letter.toUpperCase() : letter.toLowerCase(),
      );
    fc.assert(
      fc.property(email, fc.array(fc.boolean(), { minLength: 1 }), spaces, (raw, mask, around) => {
        expect(normalised(around + upper(raw, mask) + around)).toBe(normalised(raw));
      }),
    );
  });

  test('stands for the same characters however they were composed', () => {
    for (const form of ['NFC', 'NFD', 'NFKC', 'NFKD'] as const) {
      expect(normalised('JOSÉ.ﬁ@exämple.com'.normalize(form))).toBe('josé.fi@xn--exmple-cua.com');
    }
  });

  test.each([
    ['a＠b.com', 'a@b.com'],
    ['ａ@ｂ.com', 'a@b.com'],
    ['a@b。com', 'a@b.com'],
    ['İ@example.com', 'i̇@example.com'],
    ['K@example.com', 'k@example.com'],
    ["o'neill@example.com", "o'neill@example.com"],
  ])('that came as %s is %s', (raw, value) => {
    expect(normalised(raw)).toBe(value);
  });
});

describe('no account is made for', () => {
  test.each([
    '',
    '@',
    'a',
    'a@',
    '@example.com',
    'a@b',
    'a@b@example.com',
    'a＠b＠example.com',
    'a＠b@example.com',
    '.a@example.com',
    'a.@example.com',
    'a..b@example.com',
    'a b@example.com',
    'a\u3000b@example.com',
    '"a"@example.com',
    'a,b@example.com',
    'a@-b.com',
    'a@b-.com',
    'a@b..com',
    'a@.com',
    'a@b.com.',
    'a@127.0.0.1',
    'a@[127.0.0.1]',
    'a@0x7f.1',
    'a@b_c.com',
    'a@b.com/x',
    'a@é.com/x',
    'a@é.com:80',
    'a@é.com?x',
    'a@é.com#x',
    'a@b@é.com',
    'a\0@example.com',
    'a\r\n@example.com',
    'a\u202e@example.com',
    'a\u2028b@example.com',
    'a@exa\u0000mple.com',
    'a\ud800@example.com',
    `${'a'.repeat(65)}@example.com`,
    `${'é'.repeat(33)}@example.com`,
    `a@${'b'.repeat(64)}.com`,
    `${'a'.repeat(64)}@${'b.'.repeat(94)}com`,
  ])('%j', (raw) => {
    expect(normaliseEmail(raw)).toEqual({ ok: false, problem: expect.any(String) });
  });

  test('but the longest address allowed is allowed', () => {
    const longest = `${'a'.repeat(64)}@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(57)}.com`;
    expect(longest).toHaveLength(254);
    expect(normalised(longest)).toBe(longest);
    expect(normalised(longest.replace('.com', 'e.com'))).toBeUndefined();
  });
});
