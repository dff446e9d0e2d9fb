import { randomUUID } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, importJWK, type JWTPayload, SignJWT } from 'jose';
import { beforeEach, describe, expect, test } from 'vitest';
import { ACCESS_TOKEN_SECONDS, sessionIdAt } from '../domain/session.ts';
import { jwtAccessTokens } from './jwt-access-tokens.ts';
import { keySetText, newKey } from './key-set.ts';
import { pinoLog } from './pino-log.ts';
import { openSigningKeys } from './signing-keys.ts';

const START = new Date('2026-01-31T12:00:00.400Z');
const STORED = newKey(START);
const CLAIMS = {
  userId: 'user-1',
  sessionId: sessionIdAt(START, randomUUID()),
  role: 'customer',
} as const;

let now = START;
const clock = () => now;
const keys = await openSigningKeys(
  { kind: 'inline', json: keySetText([STORED]) },
  { clock, log: pinoLog('silent') },
);
const tokens = jwtAccessTokens({
  keys,
  issuer: 'kitroom',
  audience: 'shop',
  clock,
  newId: randomUUID,
});

beforeEach(() => {
  now = START;
});

function later(seconds: number): Date {
  return new Date(START.getTime() + seconds * 1000);
}

/** Signed with our own key, and otherwise as the test wants it; undefined leaves a claim out. */
async function signed(changes: Record<string, unknown>, header: object = {}): Promise<string> {
  const payload = { ...decodeJwt(await tokens.sign(CLAIMS)), ...changes } as JWTPayload;
  return new SignJWT(payload)
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: STORED.kid, ...header })
    .sign(await importJWK({ ...STORED }, 'EdDSA'));
}

describe('an access token', () => {
  test('says who signed in, in which session and as what', async () => {
    expect(await tokens.verify(await tokens.sign(CLAIMS))).toEqual(CLAIMS);
    const admin = { ...CLAIMS, userId: 'A_-9'.repeat(32), role: 'admin' } as const;
    expect(await tokens.verify(await tokens.sign(admin))).toEqual(admin);
  });

  test('has the header and the claims of RFC 9068 and nothing personal', async () => {
    const token = await tokens.sign(CLAIMS);
    const issuedAt = Math.floor(START.getTime() / 1000);
    expect(decodeProtectedHeader(token)).toEqual({
      alg: 'EdDSA',
      typ: 'at+jwt',
      kid: STORED.kid,
    });
    expect(decodeJwt(token)).toEqual({
      iss: 'kitroom',
      aud: 'shop',
      sub: 'user-1',
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
      iat: issuedAt,
      exp: issuedAt + ACCESS_TOKEN_SECONDS,
      sid: CLAIMS.sessionId,
      role: 'customer',
    });
  });

  test('has an id of its own', async () => {
    const [one, two] = await Promise.all([tokens.sign(CLAIMS), tokens.sign(CLAIMS)]);
    expect(decodeJwt(one).jti).not.toBe(decodeJwt(two).jti);
  });

  test('is as long as the bound allows with the longest of ids, names and kid', async () => {
    const long = 'x'.repeat(200);
    const wide = jwtAccessTokens({ keys, issuer: long, audience: long, clock, newId: randomUUID });
    const claims = { ...CLAIMS, userId: 'u'.repeat(128) };
    expect(await wide.verify(await wide.sign(claims))).toEqual(claims);
  });
});

describe('the life of a token', () => {
  test('is ten minutes and a minute for clocks that differ', async () => {
    const token = await tokens.sign(CLAIMS);
    now = later(ACCESS_TOKEN_SECONDS + 59);
    expect(await tokens.verify(token)).toEqual(CLAIMS);
    now = later(ACCESS_TOKEN_SECONDS + 60);
    expect(await tokens.verify(token)).toBeUndefined();
  });

  test('begins at most a minute ahead', async () => {
    const token = await tokens.sign(CLAIMS);
    now = later(-60);
    expect(await tokens.verify(token)).toEqual(CLAIMS);
    now = later(-61);
    expect(await tokens.verify(token)).toBeUndefined();
  });

  test('is never longer, even when our own key signed it', async () => {
    const iat = Math.floor(START.getTime() / 1000);
    const exp = iat + ACCESS_TOKEN_SECONDS;
    expect(await tokens.verify(await signed({ exp: exp - 1 }))).toEqual(CLAIMS);
    expect(await tokens.verify(await signed({ exp: exp + 1 }))).toBeUndefined();
    expect(await tokens.verify(await signed({ exp: exp * 1000 }))).toBeUndefined();
    expect(await tokens.verify(await signed({ iat: iat + 61 }))).toBeUndefined();
  });

  test('is not before its nbf', async () => {
    const seconds = Math.floor(START.getTime() / 1000);
    expect(await tokens.verify(await signed({ nbf: seconds + 60 }))).toEqual(CLAIMS);
    expect(await tokens.verify(await signed({ nbf: seconds + 61 }))).toBeUndefined();
  });
});

test('keys that cannot be read are our fault and make no token invalid', async () => {
  const token = await tokens.sign(CLAIMS);
  const verificationKey = () => Promise.reject(new Error('no keys'));
  const options = { issuer: 'kitroom', audience: 'shop', clock, newId: randomUUID };
  const blind = jwtAccessTokens({ ...options, keys: { ...keys, verificationKey } });
  await expect(blind.verify(token)).rejects.toThrow('no keys');
  expect(await blind.verify('no token')).toBeUndefined();
});

describe('a token of our own key', () => {
  test('is taken as this test makes it', async () => {
    expect(await tokens.verify(await signed({}))).toEqual(CLAIMS);
  });

  test.each(['iss', 'aud', 'sub', 'jti', 'iat', 'exp', 'sid', 'role'])(
    'is refused without %s, and with one of another type',
    async (claim) => {
      const wrong = [undefined, null, true, 7, '', 'not a value', [], ['user-1'], {}];
      for (const value of [...wrong, Number.MAX_VALUE]) {
        expect(await tokens.verify(await signed({ [claim]: value }))).toBeUndefined();
      }
    },
  );

  test('is refused when it is longer than any we make', async () => {
    expect(await tokens.verify(await signed({ more: 'x'.repeat(1_000) }))).toEqual(CLAIMS);
    expect(await tokens.verify(await signed({ more: 'x'.repeat(1_300) }))).toBeUndefined();
  });

  test('is refused for another issuer or audience, also beside ours', async () => {
    for (const value of ['Kitroom', 'shop ', 'shop2', ['shop'], ['shop', 'other'], ['kitroom']]) {
      expect(await tokens.verify(await signed({ aud: value }))).toBeUndefined();
      expect(await tokens.verify(await signed({ iss: value }))).toBeUndefined();
    }
  });

  test('is refused with ids that are none', async () => {
    for (const sub of ['u'.repeat(129), 'a b', 'ä', '../1', 'user-1\n']) {
      expect(await tokens.verify(await signed({ sub }))).toBeUndefined();
    }
    for (const sid of ['session', CLAIMS.sessionId.toUpperCase(), `${CLAIMS.sessionId}0`]) {
      expect(await tokens.verify(await signed({ sid }))).toBeUndefined();
    }
    for (const role of ['owner', 'Admin', 'toString', '__proto__']) {
      expect(await tokens.verify(await signed({ role }))).toBeUndefined();
    }
  });

  test.each([
    undefined,
    'JWT',
    'jwt',
    'id+jwt',
    'AT+JWT',
    'application/at+jwt',
    'at+jwt ',
    7,
    null,
  ])('is refused as type %j', async (typ) => {
    expect(await tokens.verify(await signed({}, { typ }))).toBeUndefined();
  });
});
