import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { sessionIdAt } from '../domain/session.ts';
import { randomOpaqueTokens } from './random-opaque-tokens.ts';

const tokens = randomOpaqueTokens();
const SESSION_ID = sessionIdAt(new Date(), randomUUID());
const USER_IDS = ['user-1', 'A', '_-9aZ'.repeat(25), randomUUID()];

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

describe('a refresh token', () => {
  test.each(USER_IDS)('of %s is read as what it was issued as', (userId) => {
    const { token, ...hashes } = tokens.newRefreshToken(userId, SESSION_ID);
    expect(tokens.readRefreshToken(token)).toEqual({ userId, sessionId: SESSION_ID, ...hashes });
  });

  test('is kept as the SHA-256 of the whole, and of its family alone', () => {
    const { token, tokenHash, familyHash } = tokens.newRefreshToken('user-1', SESSION_ID);
    const [, , , family = '', secret = ''] = token.split('.');
    expect(tokenHash).toBe(sha256(token));
    expect(familyHash).toBe(sha256(`family:${family}`));
    expect(Buffer.from(family, 'base64url')).toHaveLength(16);
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
  });

  test('has a family and a secret of its own', () => {
    const made = Array.from({ length: 100 }, () => tokens.newRefreshToken('user-1', SESSION_ID));
    expect(new Set(made.map(({ tokenHash }) => tokenHash)).size).toBe(100);
    expect(new Set(made.map(({ familyHash }) => familyHash)).size).toBe(100);
  });

  test('is followed by one of the same user, session and family with another secret', () => {
    const first = tokens.newRefreshToken('user-1', SESSION_ID);
    const [one, two] = [tokens.nextRefreshToken(first.token), tokens.nextRefreshToken(first.token)];
    expect(new Set([first.tokenHash, one.tokenHash, two.tokenHash]).size).toBe(3);
    for (const { token, tokenHash } of [one, two]) {
      const { familyHash } = first;
      const read = { userId: 'user-1', sessionId: SESSION_ID, familyHash, tokenHash };
      expect(tokens.readRefreshToken(token)).toEqual(read);
    }
  });

  test('with a guessed family is none of the session', () => {
    const { token, familyHash } = tokens.newRefreshToken('user-1', SESSION_ID);
    const other = tokens.newRefreshToken('user-1', SESSION_ID);
    expect(tokens.readRefreshToken(other.token)?.familyHash).not.toBe(familyHash);
    const parts = token.split('.');
    parts[3] = 'A'.repeat(22);
    expect(tokens.readRefreshToken(parts.join('.'))?.familyHash).not.toBe(familyHash);
  });

  test('cannot be made from what is none', () => {
    expect(() => tokens.nextRefreshToken('')).toThrow('Not a refresh token');
    const { token } = tokens.newResetToken('user-1');
    expect(() => tokens.nextRefreshToken(token)).toThrow('Not a refresh token');
  });
});

describe('a sealed successor', () => {
  const { token } = tokens.newRefreshToken('user-1', SESSION_ID);
  const next = tokens.nextRefreshToken(token);

  test('opens with the token before it', () => {
    expect(tokens.openSealed(next.sealed, token)).toBe(next.token);
  });

  test('opens with no other, not even with itself', () => {
    const others = [
      next.token,
      tokens.nextRefreshToken(token).token,
      tokens.newRefreshToken('user-1', SESSION_ID).token,
      '',
    ];
    for (const other of others) expect(() => tokens.openSealed(next.sealed, other)).toThrow();
  });

  test('is refused once a bit of it has changed', () => {
    const bytes = Buffer.from(next.sealed, 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => tokens.openSealed(changed.toString('base64url'), token)).toThrow();
    }
    for (const cut of [0, 11, 12, 20, 28]) {
      const part = bytes.subarray(0, cut).toString('base64url');
      expect(() => tokens.openSealed(part, token)).toThrow();
    }
  });

  test('is another each time, and shows nothing of the token', () => {
    expect(tokens.nextRefreshToken(token).sealed).not.toBe(next.sealed);
    expect(Buffer.from(next.sealed, 'base64url').toString('latin1')).not.toContain('krt.');
  });
});

describe('a reset token', () => {
  test.each(USER_IDS)('of %s is read as what it was issued as', (userId) => {
    const { token, tokenHash } = tokens.newResetToken(userId);
    expect(tokens.readResetToken(token)).toEqual({ userId, tokenHash });
    expect(tokenHash).toBe(sha256(token));
    expect(Buffer.from(token.split('.')[2] ?? '', 'base64url')).toHaveLength(32);
  });

  test('is no refresh token, nor the other way round', () => {
    expect(tokens.readRefreshToken(tokens.newResetToken('user-1').token)).toBeUndefined();
    const { token } = tokens.newRefreshToken('user-1', SESSION_ID);
    expect(tokens.readResetToken(token)).toBeUndefined();
  });
});

describe('what has not the form of a token', () => {
  const refresh = tokens.newRefreshToken('user-1', SESSION_ID).token;
  const reset = tokens.newResetToken('user-1').token;

  test.each([refresh, reset])('is not read: variants of %.3s', (token) => {
    const variants = [
      '',
      token.slice(1),
      token.slice(0, -1),
      `${token}A`,
      `${token}\n`,
      ` ${token}`,
      `${token}=`,
      token.toUpperCase(),
      token.replaceAll('.', ':'),
      token.replace('.user-1', ''),
      token.replace('user-1', ''),
      token.replace('user-1', 'u'.repeat(129)),
      token.replace('user-1', 'user 1'),
      token.replace('user-1', 'user-1.'),
      token.replace('user-1', 'üser'),
      token.replace(/.$/, '+'),
      token.replace(/.$/, 'ä'),
      token.repeat(10_000),
    ];
    for (const variant of variants) {
      expect(tokens.readRefreshToken(variant), variant.slice(0, 200)).toBeUndefined();
      expect(tokens.readResetToken(variant), variant.slice(0, 200)).toBeUndefined();
    }
  });

  test('is not read where the session id is none', () => {
    for (const other of ['', 'session', SESSION_ID.toUpperCase(), `0${SESSION_ID}`]) {
      expect(tokens.readRefreshToken(refresh.replace(SESSION_ID, other))).toBeUndefined();
    }
  });
});

test('a digest is the SHA-256 of the text in base64url', () => {
  expect(tokens.digest('')).toBe('47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU');
  expect(tokens.digest('ü')).toBe(sha256('ü'));
});
