import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sessionIdAt } from '../domain/session.ts';
import { jwtAccessTokens } from './jwt-access-tokens.ts';
import { keySetText, newKey, parseKeySet } from './key-set.ts';
import { pinoLog } from './pino-log.ts';
import { rotateKeys } from './rotate-keys.ts';
import { type KeySource, openSigningKeys } from './signing-keys.ts';

const START = new Date('2026-01-31T12:00:00.000Z');
const CLAIMS = {
  userId: 'user-1',
  sessionId: sessionIdAt(START, randomUUID()),
  role: 'customer',
} as const;

let folder: string;
let file: string;
let source: KeySource;
let now: Date;
const clock = () => now;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kitroom-rotation-'));
  file = join(folder, 'token-keys.json');
  source = { kind: 'file', file };
  now = START;
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function server() {
  const keys = await openSigningKeys(source, { clock, log: pinoLog('silent') });
  return jwtAccessTokens({ keys, issuer: 'kitroom', audience: 'shop', clock, newId: randomUUID });
}

function at(seconds: number): void {
  now = new Date(START.getTime() + seconds * 1000);
}

async function kidsOf(tokens: Awaited<ReturnType<typeof server>>): Promise<readonly unknown[]> {
  return (await tokens.publicKeys()).keys.map(({ kid }) => kid);
}

describe('a rotation under running servers', () => {
  test('ends no token, and the old key goes when its last token has', async () => {
    const [one, other] = [await server(), await server()];
    const first = await one.sign(CLAIMS);
    const { added, retiring, dropped, keySet } = await rotateKeys(source, {
      clock,
      immediately: false,
    });
    expect(dropped).toEqual([]);
    expect(keySet).toBeUndefined();
    const [old = ''] = retiring.map(({ kid }) => kid);

    at(2);
    expect(await kidsOf(one)).toEqual([old, added.kid]);
    expect(await one.verify(first)).toEqual(CLAIMS);
    at(359);
    const lastOfOld = await one.sign(CLAIMS);
    at(360);
    const firstOfNew = await one.sign(CLAIMS);
    expect(await other.verify(lastOfOld)).toEqual(CLAIMS);
    expect(await other.verify(firstOfNew)).toEqual(CLAIMS);
    at(359 + 600 + 59);
    expect(await other.verify(lastOfOld)).toEqual(CLAIMS);
    at(360 + 600 + 60);
    expect(await kidsOf(other)).toEqual([added.kid]);
    expect(await other.verify(lastOfOld)).toBeUndefined();
  });

  test('retires the old key at its hour, whatever its tokens say', async () => {
    const tokens = await server();
    await rotateKeys(source, { clock, immediately: false });
    // A server that has not seen the rotation goes on with the old key.
    at(0.5);
    const { keys } = JSON.parse(readFileSync(file, 'utf8'));
    const alone = {
      kind: 'inline',
      json: JSON.stringify({ keys: [{ ...keys[0], retired_at: undefined }] }),
    } as const;
    const blind = jwtAccessTokens({
      keys: await openSigningKeys(alone, { clock, log: pinoLog('silent') }),
      issuer: 'kitroom',
      audience: 'shop',
      clock,
      newId: randomUUID,
    });
    at(1019);
    const late = await blind.sign(CLAIMS);
    expect(await tokens.verify(late)).toEqual(CLAIMS);
    at(1020);
    expect(await tokens.verify(late)).toBeUndefined();
  });

  test('for a leaked key ends every token at once', async () => {
    const tokens = await server();
    await rotateKeys(source, { clock, immediately: false });
    at(2);
    const before = await tokens.sign(CLAIMS);
    const old = await kidsOf(tokens);
    const report = await rotateKeys(source, { clock, immediately: true });
    expect(report).toEqual({
      added: { kid: expect.any(String), signsFrom: now.toISOString() },
      retiring: [],
      dropped: old,
      keySet: undefined,
    });
    at(3);
    expect(await tokens.verify(before)).toBeUndefined();
    expect(await kidsOf(tokens)).toEqual([report.added.kid]);
    expect(await tokens.verify(await tokens.sign(CLAIMS))).toEqual(CLAIMS);
  });
});

describe('a rotation', () => {
  test('of keys in a setting gives the new set and writes nothing', async () => {
    const old = newKey(START);
    source = { kind: 'inline', json: keySetText([old]) };
    const {
      keySet = '',
      added,
      retiring,
    } = await rotateKeys(source, { clock, immediately: false });
    expect(parseKeySet(keySet, 'TOKEN_KEYS').map(({ kid }) => kid)).toEqual([old.kid, added.kid]);
    expect(retiring).toEqual([{ kid: old.kid, until: '2026-01-31T12:17:00.000Z' }]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('of a damaged file leaves it as it is', async () => {
    writeFileSync(file, '{"keys":[', { mode: 0o600 });
    await expect(rotateKeys(source, { clock, immediately: true })).rejects.toThrow(
      `The token keys in ${file} are not a valid key set`,
    );
    expect(readFileSync(file, 'utf8')).toBe('{"keys":[');
    expect(readdirSync(folder)).toEqual(['token-keys.json']);
  });
});
