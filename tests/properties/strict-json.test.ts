import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../src/domain/errors.ts';
import { parseStrictJson } from '../../src/routes/strict-json.ts';

/** Numbers whose JSON says exactly what they are. */
const number = fc.oneof(
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter(
    // Whole numbers beyond 2^53 are written without an exponent up to 10^21.
    (one) => !Object.is(one, -0) && (Math.abs(one) <= 2 ** 53 - 1 || Math.abs(one) >= 1e21),
  ),
);
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('"', '\\', '{', '}', '[', ']', ',', ':', '1', 'u', '\n') }),
);
const key = text.filter((one) => one !== '__proto__');
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constantFrom(null, true, false),
    number,
    text,
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(key, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
}));

function failureOf(json: string): AppError {
  try {
    parseStrictJson(json);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error(`Accepted ${json}`);
}

describe('strict JSON', () => {
  test('takes whatever JSON.stringify makes, spaced or not, and gives an equal value', () => {
    fc.assert(
      fc.property(value, fc.constantFrom(0, 2, '\t'), (one, space) => {
        expect(parseStrictJson(JSON.stringify(one, null, space))).toEqual(one);
      }),
      { numRuns: 2000 },
    );
  });

  test('refuses a repeated key at any depth, however it is written', () => {
    const wrap = fc.array(fc.constantFrom('array', 'object'), { maxLength: 6 });
    fc.assert(
      fc.property(wrap, key, value, value, fc.boolean(), (wraps, name, first, second, escaped) => {
        const plain = JSON.stringify(name);
        const again = escaped ? escapedJson(name) : plain;
        const pair = `{${plain}: ${JSON.stringify(first)}, ${again}: ${JSON.stringify(second)}}`;
        const json = wraps.reduce(
          (inner, kind) => (kind === 'array' ? `[0, ${inner}]` : `{"a": 1, "b": ${inner}}`),
          pair,
        );
        const failure = failureOf(json);
        expect(failure.code).toBe('MALFORMED_JSON');
        expect(failure.problems[0]?.detail).toContain('more than once');
      }),
    );
  });

  test('takes one key in two objects', () => {
    const json = '{"a":{"a":[{"a":1},{"a":2}]},"b":{"a":"a"}}';
    expect(parseStrictJson(json)).toEqual(JSON.parse(json));
  });

  test('throws an AppError or gives what JSON.parse gives, of any text', () => {
    const jsonLike = fc.string({
      unit: fc.constantFrom(
        ...'{}[]",:\\ue0123456789.-+ntf',
        'true',
        'null',
        '"a":',
        '\ud800',
        ' ',
      ),
      maxLength: 40,
    });
    const cut = fc.tuple(value, fc.nat()).map(([one, at]) => {
      const json = JSON.stringify(one);
      return json.slice(0, at % (json.length + 1));
    });
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), jsonLike, cut), (raw) => {
        let parsed: unknown;
        try {
          parsed = parseStrictJson(raw);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
          expect(error).toMatchObject({ code: 'MALFORMED_JSON' });
          return;
        }
        expect(parsed).toEqual(JSON.parse(raw));
      }),
      { numRuns: 5000 },
    );
  });

  test.each([
    '{"__proto__": {}}',
    '{"a": [{"__proto__": 1}]}',
    '{"\\u005f_proto__": 1}',
    '["\\ud800"]',
    '{"\\udc00": 1}',
    '1e999',
    '-1e999',
    '9007199254740993',
    '123456789012345678901234567890',
    `${'['.repeat(65)}${']'.repeat(65)}`,
    `${'{"a":'.repeat(65)}1${'}'.repeat(65)}`,
    '['.repeat(200_000),
    '',
    ' ',
    '01',
    '{a: 1}',
    "{'a': 1}",
    '[1,]',
    '\ufeff{}',
    'NaN',
    '{} {}',
  ])('refuses %j', (json) => {
    expect(failureOf(json).code).toBe('MALFORMED_JSON');
  });

  test('tells which key of the body is wrong', () => {
    expect(failureOf('{"a/b": 1, "a/b": 2}').problems[0]?.pointer).toBe('#/a~1b');
  });

  test.each(['9007199254740991', '-9007199254740991', '0.1', '1e21', '1E+2', '-0', '64'])(
    'takes the number %s',
    (json) => {
      expect(parseStrictJson(json)).toBe(Number(json));
    },
  );

  test('takes 64 levels', () => {
    const json = '['.repeat(64) + ']'.repeat(64);
    expect(parseStrictJson(json)).toEqual(JSON.parse(json));
  });
});

/** The JSON of a text with every unit as an escape. */
function escapedJson(plain: string): string {
  const units = Array.from({ length: plain.length }, (_, index) => plain.charCodeAt(index));
  return `"${units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')}"`;
}
