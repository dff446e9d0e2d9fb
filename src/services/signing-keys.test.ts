import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Log } from '../ports/log.ts';
import { keySetText, newKey, type StoredKey } from './key-set.ts';
import { openSigningKeys } from './signing-keys.ts';

const START = new Date('2026-01-31T12:00:00.000Z');

let folder: string;
let file: string;
let now: Date;
let errors: string[];
const clock = () => now;
const log: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: (fields, message) => errors.push(`${message}: ${JSON.stringify(fields)}`),
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kitroom-signing-keys-'));
  file = join(folder, 'token-keys.json');
  now = START;
  errors = [];
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function at(seconds: number): Date {
  return new Date(START.getTime() + seconds * 1000);
}

function openFile() {
  return openSigningKeys({ kind: 'file', file }, { clock, log });
}

function openInline(...keys: readonly StoredKey[]) {
  return openSigningKeys({ kind: 'inline', json: keySetText(keys) }, { clock, log });
}

function writeKeys(...keys: readonly StoredKey[]): void {
  writeFileSync(file, keySetText(keys), { mode: 0o600 });
}

async function signingKid(keys: Awaited<ReturnType<typeof openFile>>): Promise<string> {
  return (await keys.signingKey()).kid;
}

describe('the key that signs', () => {
  test('is the newest that is active', async () => {
    const [old, present, next] = [newKey(at(-100)), newKey(at(0)), newKey(at(100))];
    const keys = await openInline(next, old, present);
    expect(await signingKid(keys)).toBe(present.kid);
    now = at(99.999);
    expect(await signingKid(keys)).toBe(present.kid);
    now = at(100);
    expect(await signingKid(keys)).toBe(next.kid);
    now = at(-1);
    expect(await signingKid(keys)).toBe(old.kid);
  });

  test('is the first to come where the clock is behind', async () => {
    const [first, second] = [newKey(at(10)), newKey(at(20))];
    expect(await signingKid(await openInline(second, first))).toBe(first.kid);
  });

  test('is never one that is retired', async () => {
    const retired = { ...newKey(at(0)), retired_at: at(10).toISOString() };
    const keys = await openInline(retired);
    now = at(10);
    await expect(keys.signingKey()).rejects.toThrow('Every token key in TOKEN_KEYS is retired');
    await expect(openInline(retired)).rejects.toThrow('Every token key in TOKEN_KEYS is retired');
  });
});

describe('the public keys', () => {
  test('are those that sign, will sign or have signed, and hold nothing private', async () => {
    const old = { ...newKey(at(-100)), retired_at: at(10).toISOString() };
    const [present, next] = [newKey(at(0)), newKey(at(100))];
    const keys = await openInline(old, present, next);
    const published = ({ kty, crv, kid, x }: StoredKey) => ({
      kty,
      crv,
      kid,
      x,
      alg: 'EdDSA',
      use: 'sig',
    });
    expect(await keys.publicKeys()).toEqual({ keys: [old, present, next].map(published) });
    for (const { kid } of [old, present, next]) {
      expect(await keys.verificationKey(kid)).toMatchObject({ type: 'public' });
    }
    now = at(10);
    expect(await keys.publicKeys()).toEqual({ keys: [present, next].map(published) });
    expect(await keys.verificationKey(old.kid)).toBeUndefined();
  });

  test('are found by their own kid alone', async () => {
    const keys = await openInline(newKey(START));
    for (const kid of ['', '__proto__', 'constructor', '0', newKey(START).kid]) {
      expect(await keys.verificationKey(kid)).toBeUndefined();
    }
  });

  test('go with private keys that cannot be taken out of the process', async () => {
    const { privateKey } = await (await openInline(newKey(START))).signingKey();
    expect(privateKey).toMatchObject({ type: 'private', extractable: false, usages: ['sign'] });
  });
});

describe('a key file', () => {
  test('is made by the first start and used by the next', async () => {
    const kid = await signingKid(await openFile());
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['token-keys.json']);
    const text = readFileSync(file, 'utf8');
    expect(await signingKid(await openFile())).toBe(kid);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  test.each(['', '{', '{"keys":[]}'])('is refused and kept when it is %j', async (text) => {
    writeFileSync(file, text, { mode: 0o600 });
    await expect(openFile()).rejects.toThrow(`in ${file} are not a valid key set`);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  test('is read again once it has changed, at most once a second', async () => {
    const [old, next] = [newKey(at(-1)), newKey(at(0))];
    writeKeys(old);
    const keys = await openFile();
    writeKeys(next);
    now = at(0.999);
    expect(await keys.verificationKey(next.kid)).toBeUndefined();
    now = at(1);
    expect(await keys.verificationKey(next.kid)).toBeDefined();
    expect(await keys.verificationKey(old.kid)).toBeUndefined();
    expect(await signingKid(keys)).toBe(next.kid);
  });

  test('is read again by all who ask at once, and after the clock was put back', async () => {
    const [old, next] = [newKey(at(-9_000)), newKey(at(-8_000))];
    writeKeys(old);
    const keys = await openFile();
    writeKeys(next);
    now = at(-3_600);
    const kids = await Promise.all(Array.from({ length: 20 }, () => signingKid(keys)));
    expect(new Set(kids)).toEqual(new Set([next.kid]));
  });

  test('that was out of reach and came back as it was is no fault any more', async () => {
    const keys = await openFile();
    renameSync(folder, `${folder}-away`);
    now = at(1);
    await expect(keys.verificationKey('another')).rejects.toThrow(file);
    renameSync(`${folder}-away`, folder);
    now = at(2);
    expect(await keys.verificationKey('another')).toBeUndefined();
  });

  const damage: Readonly<Record<string, () => void>> = {
    'is damaged': () => writeFileSync(file, '{'),
    'is gone': () => rmSync(file),
    'may be read by others': () => chmodSync(file, 0o644),
  };
  test.each(Object.entries(damage))('that %s leaves the keys as they were', async (_, harm) => {
    const key = newKey(at(-1));
    writeKeys(key);
    const keys = await openFile();
    harm();
    for (const second of [1, 2, 3]) {
      now = at(second);
      expect(await signingKid(keys)).toBe(key.kid);
      expect(await keys.verificationKey(key.kid)).toBeDefined();
      // It may be a key that we only cannot read, so we must not call its token wrong.
      await expect(keys.verificationKey('another')).rejects.toThrow(file);
    }
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(/^token keys kept: /);

    const next = newKey(at(0));
    rmSync(file, { force: true });
    writeKeys(next);
    now = at(4);
    expect(await signingKid(keys)).toBe(next.kid);
    expect(await keys.verificationKey('another')).toBeUndefined();
  });
});
