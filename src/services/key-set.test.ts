import { generateKeyPairSync } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import { describe, expect, test } from 'vitest';
import { keySetText, newKey, parseKeySet, retirementOf, rotatedKeys } from './key-set.ts';

const NOW = new Date('2026-01-31T12:00:00.000Z');
const KEY = newKey(NOW);

function reasonFor(text: string): string {
  try {
    parseKeySet(text, 'TOKEN_KEYS');
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function withKey(changes: object): string {
  return JSON.stringify({ keys: [{ ...KEY, ...changes }] });
}

describe('a new key', () => {
  test('is named by the thumbprint of RFC 7638', async () => {
    expect(KEY.kid).toBe(await calculateJwkThumbprint({ kty: KEY.kty, crv: KEY.crv, x: KEY.x }));
  });

  test('is read back as it was written', () => {
    const retired = { ...newKey(NOW), retired_at: '2026-02-01T00:00:00Z' };
    expect(parseKeySet(keySetText([KEY, retired]), 'TOKEN_KEYS')).toEqual([KEY, retired]);
  });
});

describe('a key set is refused', () => {
  test('when it is empty, no JSON, or has no key', () => {
    expect(reasonFor('')).toMatch(/not a valid key set: it is empty$/);
    expect(reasonFor(' \n')).toMatch(/it is empty$/);
    for (const text of ['{', 'null', '[]', '"keys"', '{}', '{"keys":{}}', '{"keys":[]}']) {
      expect(reasonFor(text)).toMatch(/list "keys" of at least one key$/);
    }
  });

  const { x, d } = newKey(NOW);
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
    format: 'jwk',
  });
  test.each([
    ['kty OKP', { kty: 'EC' }],
    ['kty OKP', { crv: 'X25519' }],
    ['kty OKP', ec],
    ['32 bytes', { d: undefined }],
    ['32 bytes', { d: KEY.d.slice(1) }],
    ['32 bytes', { d: `${KEY.d}=` }],
    ['32 bytes', { x: 7 }],
    ['not of its d', { x }],
    ['not of its d', { d }],
    ['thumbprint', { kid: undefined }],
    ['thumbprint', { kid: 'key-1' }],
    ['active_from', { active_from: undefined }],
    ['active_from', { active_from: '2026-01-31' }],
    ['active_from', { active_from: '2026-13-31T12:00:00Z' }],
    ['active_from', { active_from: 1_769_860_800 }],
    ['retired_at', { retired_at: null }],
    ['retired_at', { retired_at: 'tomorrow' }],
  ])('by a sentence about %s that shows nothing of it', (reason, changes) => {
    const message = reasonFor(withKey(changes));
    expect(message).toContain('key 1 ');
    expect(message).toContain(reason);
    for (const part of [KEY.d, KEY.d.slice(1, 12), KEY.x, d]) expect(message).not.toContain(part);
  });

  test('when a member of it is no key, or one is there twice', () => {
    for (const other of [null, 7, 'key', []]) {
      expect(reasonFor(JSON.stringify({ keys: [KEY, other] }))).toContain('key 2 is not of kty');
    }
    expect(reasonFor(JSON.stringify({ keys: [KEY, KEY] }))).toContain('two keys are the same');
  });

  test('without a word of what it holds, be it JSON or not', () => {
    const message = reasonFor(`{"keys":[{"d":"${KEY.d}"`);
    expect(message).not.toContain(KEY.d.slice(0, 6));
  });
});

describe('a rotation', () => {
  test('adds a key that is known six minutes before it signs', () => {
    const [old, added, ...more] = rotatedKeys([KEY], NOW);
    expect(more).toEqual([]);
    expect(added?.kid).not.toBe(KEY.kid);
    expect(added).toMatchObject({ active_from: '2026-01-31T12:06:00.000Z' });
    expect(added).not.toHaveProperty('retired_at');
    expect(old).toEqual({ ...KEY, retired_at: '2026-01-31T12:17:00.000Z' });
  });

  test('leaves a key that another one retired its time, and drops those that are retired', () => {
    const [first, second] = rotatedKeys([KEY], NOW);
    const soon = new Date('2026-01-31T12:01:00.000Z');
    const again = rotatedKeys(
      [first, second].filter((key) => key !== undefined),
      soon,
    );
    expect(again.map(({ retired_at }) => retired_at)).toEqual([
      '2026-01-31T12:17:00.000Z',
      '2026-01-31T12:18:00.000Z',
      undefined,
    ]);
    const after = rotatedKeys(again, new Date('2026-01-31T12:17:00.000Z'));
    expect(after.map(({ kid }) => kid)).not.toContain(KEY.kid);
    expect(after).toHaveLength(3);
  });

  test('keeps exactly one key that no other has retired', () => {
    let keys = [KEY] as readonly (typeof KEY)[];
    for (let turn = 0; turn < 10; turn += 1) {
      keys = rotatedKeys(keys, new Date(NOW.getTime() + turn * 97_000));
      expect(keys.filter((key) => retirementOf(key) === Number.POSITIVE_INFINITY)).toHaveLength(1);
      expect(parseKeySet(keySetText(keys), 'TOKEN_KEYS')).toEqual(keys);
    }
  });
});
