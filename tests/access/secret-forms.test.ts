import { describe, expect, test } from 'vitest';
import { encodedSecret, exactSecret, secretsIn, typedSecret } from './secret-forms.ts';

const PASSWORD = 'Zwölf ﬁne otters';
const KEY = Buffer.from('0123456789abcdef0123456789abcdef', 'hex');

/** As texts are put away: in the middle of others. */
const hidden = (secret: Buffer | string, encoding: BufferEncoding = 'utf8') =>
  ['', 'a', 'ab', 'abc'].map((before) =>
    Buffer.concat([Buffer.from(before), Buffer.from(secret), Buffer.from('xyz')]).toString(
      encoding,
    ),
  );

describe('the search for secrets', () => {
  const typed = [typedSecret('the password', PASSWORD)];

  test.each([
    ['as it is', hidden(PASSWORD)],
    ['in NFC', hidden(PASSWORD.normalize('NFC'))],
    ['in NFKC', hidden(PASSWORD.normalize('NFKC'))],
    ['decomposed', hidden(PASSWORD.normalize('NFD'))],
    ['in lower case', hidden(PASSWORD.toLowerCase())],
    ['in base64', hidden(PASSWORD, 'base64')],
    ['in base64url', hidden(PASSWORD.normalize('NFKC'), 'base64url')],
    ['in hex', hidden(PASSWORD, 'hex')],
    ['in a URL', hidden(encodeURIComponent(PASSWORD))],
    ['in a form', hidden(new URLSearchParams({ p: PASSWORD }).toString())],
    ['in JSON of ASCII', hidden('Zw\\u00f6lf \\ufb01ne otters')],
  ])('finds a password %s', (_, places) => {
    for (const place of places) expect(secretsIn(place, typed)).toEqual(['the password']);
  });

  test('finds a password in UTF-16, as bytes', () => {
    const place = Buffer.concat([Buffer.from('x'), Buffer.from(PASSWORD, 'utf16le')]);
    expect(secretsIn(place, typed)).toEqual(['the password']);
  });

  test('finds bytes, also those that a text in base64url says', () => {
    const secrets = [exactSecret('one', KEY), encodedSecret('two', KEY.toString('base64url'))];
    const places = [
      Buffer.concat([Buffer.from('x'), KEY]),
      KEY.toString('hex'),
      ...hidden(KEY, 'base64'),
    ];
    for (const place of places) expect(secretsIn(place, secrets)).toEqual(['one', 'two']);
  });

  test('finds nothing where there is nothing', () => {
    expect(secretsIn('Zwölf otters, fine 0123456789', [...typed, exactSecret('k', KEY)])).toEqual(
      [],
    );
  });
});
