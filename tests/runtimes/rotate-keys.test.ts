import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keySetText, newKey, parseKeySet } from '../../src/services/key-set.ts';
import { newDataDir, removeDataDir, startKitroom } from './kitroom-process.ts';
import { expectRefusal, runToExit } from './run-to-exit.ts';

const SCRIPT = fileURLToPath(new URL('../../src/entry/rotate-keys.ts', import.meta.url));

let dataDir: string;
beforeEach(async () => {
  dataDir = await newDataDir();
});
afterEach(() => removeDataDir(dataDir));

function rotate(settings: Readonly<Record<string, string>>, ...options: readonly string[]) {
  const env = { DATA_DIR: dataDir, ...settings };
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, ...options], {
    env,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

function keysInFile() {
  const file = join(dataDir, 'token-keys.json');
  return parseKeySet(readFileSync(file, 'utf8'), file);
}

describe('npm run keys:rotate', () => {
  test('rotates the keys of a running server, which then names both', async () => {
    const kitroom = await startKitroom({ DATA_DIR: dataDir });
    try {
      const [old] = keysInFile();
      const { status, stdout, stderr } = rotate({});
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      const [, added] = keysInFile();
      expect(stdout).toMatch(new RegExp(`^added +${added?.kid} +signs from 2.*Z\n`));
      expect(stdout).toMatch(new RegExp(`^retiring +${old?.kid} +verifies until 2.*Z$`, 'm'));
      for (const { d } of keysInFile()) expect(stdout).not.toContain(d);

      const kids = async () => {
        const response = await fetch(`${kitroom.baseUrl}/.well-known/jwks.json`);
        const { keys } = (await response.json()) as { keys: readonly { kid: string }[] };
        return keys.map(({ kid }) => kid);
      };
      await expect.poll(kids, { timeout: 5_000 }).toEqual([old?.kid, added?.kid]);
      expect(rotate({}, '--now').stdout).toMatch(/^added .*\ndropped .*\ndropped .*\n$/);
      await expect.poll(kids, { timeout: 5_000 }).toEqual([keysInFile()[0]?.kid]);
    } finally {
      await kitroom.stop();
    }
  });

  test('makes no key file where there is none, and says who does', () => {
    const { status, stdout, stderr } = rotate({});
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^There are no token keys in .*yet; the first start of the server.*\n$/);
    expect(readdirSync(dataDir)).toEqual([]);
  });

  test('of keys in a setting prints the new set alone, and tells of it on standard error', () => {
    const old = newKey(new Date());
    const { status, stdout, stderr } = rotate({ TOKEN_KEYS: keySetText([old]) });
    expect(status).toBe(0);
    const [kept, added] = parseKeySet(stdout, 'TOKEN_KEYS');
    expect(kept).toEqual({ ...old, retired_at: expect.any(String) });
    expect(stderr).toMatch(new RegExp(`^added +${added?.kid} `));
    for (const { d } of parseKeySet(stdout, 'TOKEN_KEYS')) expect(stderr).not.toContain(d);
    expect(readdirSync(dataDir)).toEqual([]);
  });

  test.each([['--later'], ['now'], ['--now=yes'], ['--now', 'again']])(
    'does nothing with %s but tell its usage',
    (...options) => {
      const { status, stdout, stderr } = rotate({}, ...options);
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
      expect(stderr).toMatch(/^Usage: npm run --silent keys:rotate \[-- --now\]\n/);
    },
  );
});

test('a server does not start with keys that are damaged or that others may read', async () => {
  expectRefusal(
    await runToExit({ DATA_DIR: dataDir, TOKEN_KEYS: '{"keys":["secret"]}' }),
    /^The token keys in TOKEN_KEYS are not a valid key set: key 1 is not of kty OKP/,
  );
  const file = join(dataDir, 'token-keys.json');
  writeFileSync(file, keySetText([newKey(new Date())]), { mode: 0o640 });
  expectRefusal(
    await runToExit({ DATA_DIR: dataDir }),
    `Cannot read the token keys ${file}: others than its owner may use it; run chmod 600 ${file}`,
  );
});
