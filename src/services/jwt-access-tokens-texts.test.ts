import { createPrivateKey, randomUUID, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sessionIdAt } from '../domain/session.ts';
import { jwtAccessTokens } from './jwt-access-tokens.ts';
import { keySetText, newKey } from './key-set.ts';
import { pinoLog } from './pino-log.ts';
import { openSigningKeys } from './signing-keys.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const clock = () => new Date();
const ours = newKey(clock());
const { kid } = ours;
const keys = await openSigningKeys(
  { kind: 'inline', json: keySetText([ours]) },
  { clock, log: pinoLog('silent') },
);
const tokens = jwtAccessTokens({
  keys,
  issuer: 'kitroom',
  audience: 'shop',
  clock,
  newId: randomUUID,
});
const token = await tokens.sign({
  userId: 'user-1',
  sessionId: sessionIdAt(clock(), randomUUID()),
  role: 'customer',
});
const [header = '', payload = '', signature = ''] = token.split('.');
const HEADER = { alg: 'EdDSA', typ: 'at+jwt', kid };
const PAYLOAD = JSON.parse(Buffer.from(payload, 'base64url').toString());

function encode(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString(
    'base64url',
  );
}

/** Signed as it is, so that the header and the payload need not be what jose would write. */
function signedText(headerText: string, payloadText: string): string {
  const input = `${encode(headerText)}.${encode(payloadText)}`;
  const key = createPrivateKey({ key: { ...ours }, format: 'jwk' });
  return `${input}.${sign(null, Buffer.from(input), key).toString('base64url')}`;
}

async function expectRefused(forged: string): Promise<void> {
  expect(await tokens.verify(forged), forged.slice(0, 300)).toBeUndefined();
}

test('the token these texts start from is valid', async () => {
  expect(await tokens.verify(token)).toMatchObject({ userId: 'user-1' });
  const again = signedText(JSON.stringify(HEADER), JSON.stringify(PAYLOAD));
  expect(await tokens.verify(again)).toMatchObject({ userId: 'user-1' });
});

describe('another text is refused:', () => {
  test('a payload or a header that the signature is not of', async () => {
    await expectRefused(`${header}.${encode({ ...PAYLOAD, role: 'admin' })}.${signature}`);
    await expectRefused(`${encode({ kid, typ: 'at+jwt', alg: 'EdDSA' })}.${payload}.${signature}`);
  });

  test('parts that are missing, more, empty or swapped, blanks and padding', async () => {
    const parts = [header, payload, signature];
    for (const text of ['', '.', '..', '...', `${token}.`, `.${token}`, `${token}.${signature}`]) {
      await expectRefused(text);
    }
    for (const kept of [
      [0, 1],
      [0, 2],
      [1, 2],
      [1, 0, 2],
      [0, 2, 1],
      [0, 1, 2, 2],
      [0, 1, 1],
    ]) {
      await expectRefused(kept.map((index) => parts[index]).join('.'));
    }
    for (const blank of [' ', '\n', '\t', '\r\n', '\u00a0', '=', '==', '%20', '\0', ',']) {
      const texts = [`${token}${blank}`, `${blank}${token}`, token.replace('.', `${blank}.`)];
      for (const text of texts) await expectRefused(text);
    }
    await expectRefused(`Bearer ${token}`);
    await expectRefused(token.repeat(2_000));
  });

  test('signatures that are cut, longer, changed in a bit or spelled otherwise', async () => {
    const bytes = Buffer.from(signature, 'base64url');
    for (let length = 0; length < 64; length += 1) {
      const cut = bytes.subarray(0, length).toString('base64url');
      await expectRefused(`${header}.${payload}.${cut}`);
    }
    await expectRefused(`${token}AA`);
    for (let bit = 0; bit < 512; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      await expectRefused(`${header}.${payload}.${flipped.toString('base64url')}`);
    }
    const standard = bytes.toString('base64');
    await expectRefused(`${header}.${payload}.${standard}`);
  });

  test('JSON with a member twice, with blanks, or that is no object, even when we signed it', async () => {
    const [head, body] = [JSON.stringify(HEADER), JSON.stringify(PAYLOAD)];
    const admin = body.replace('{', '{"role":"admin",');
    await expectRefused(signedText(head, admin));
    await expectRefused(signedText(head, body.replace('}', ',"sub":"user-1"}')));
    await expectRefused(signedText(head.replace('{', '{"alg":"none",'), body));
    await expectRefused(signedText(head.replace('}', `,"kid":"${kid}"}`), body));
    for (const text of [
      ` ${body}`,
      `${body}\n`,
      `\ufeff${body}`,
      '[]',
      'null',
      '"text"',
      '',
      '{',
    ]) {
      await expectRefused(signedText(head, text));
      await expectRefused(signedText(text, body));
    }
  });

  test('any other character at the end, also one that stands for the same bytes', async () => {
    for (const other of ALPHABET.replace(token.at(-1) ?? '', '')) {
      await expectRefused(token.slice(0, -1) + other);
    }
  });

  test('any other character anywhere', async () => {
    const place = fc.nat({ max: token.length - 1 });
    const character = fc.oneof(fc.constantFrom(...ALPHABET), fc.string({ maxLength: 1 }));
    await fc.assert(
      fc.asyncProperty(place, character, async (at, text) => {
        const changed = token.slice(0, at) + text + token.slice(at + 1);
        fc.pre(changed !== token);
        expect(await tokens.verify(changed)).toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
  });

  test('and whatever else comes, without an exception', async () => {
    const part = fc.oneof(fc.string(), fc.json().map(encode), fc.base64String());
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 4 }), async (parts) => {
        await expectRefused(parts.join('.'));
        await expectRefused(`${parts.slice(0, 2).join('.')}.${signature}`);
      }),
      { numRuns: 500 },
    );
  });
});
