import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { changeKeyFile, keyFileVersion, makeKeyFile, readKeyFile } from './key-file.ts';

let folder: string;
let file: string;
let lock: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kitroom-keys-'));
  file = join(folder, 'token-keys.json');
  lock = `${file}.lock`;
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function modeOf(path: string): number {
  return statSync(path).mode & 0o777;
}

const toTwo = () => ({ text: 'two' });

describe('a key file', () => {
  test('is made for its owner alone, and nothing is left beside it', async () => {
    await makeKeyFile(file, 'one');
    expect(modeOf(file)).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toBe('one');
    expect(readdirSync(folder)).toEqual(['token-keys.json']);
  });

  test('that is there is never made again', async () => {
    await makeKeyFile(file, 'one');
    await makeKeyFile(file, 'two');
    expect(await readKeyFile(file)).toMatchObject({ text: 'one' });
    expect(readdirSync(folder)).toEqual(['token-keys.json']);
  });

  test('cannot be made where there is no folder, in one sentence', async () => {
    const lost = join(folder, 'lost', 'token-keys.json');
    await expect(makeKeyFile(lost, 'one')).rejects.toThrow(`Cannot make the token keys ${lost}: `);
  });

  test('that is not there is undefined, one that cannot be read is an error', async () => {
    expect(await readKeyFile(file)).toBeUndefined();
    await expect(keyFileVersion(file)).rejects.toThrow(`Cannot read the token keys ${file}: `);
    mkdirSync(file, { mode: 0o700 });
    await expect(readKeyFile(file)).rejects.toThrow(`Cannot read the token keys ${file}: `);
  });

  test.each([0o640, 0o604, 0o620, 0o602, 0o610, 0o644, 0o777])(
    'is refused as mode %o',
    async (mode) => {
      await makeKeyFile(file, 'one');
      chmodSync(file, mode);
      await expect(readKeyFile(file)).rejects.toThrow(`run chmod 600 ${file}`);
      await expect(changeKeyFile(file, toTwo)).rejects.toThrow(`run chmod 600 ${file}`);
      expect(readFileSync(file, 'utf8')).toBe('one');
    },
  );

  test.each([0o600, 0o400, 0o700])('is read as mode %o', async (mode) => {
    await makeKeyFile(file, 'one');
    chmodSync(file, mode);
    expect(await readKeyFile(file)).toMatchObject({ text: 'one' });
  });

  test('has a version that stays while it does, and changes with it', async () => {
    await makeKeyFile(file, 'one');
    const read = await readKeyFile(file);
    expect(await keyFileVersion(file)).toBe(read?.version);
    await changeKeyFile(file, toTwo);
    const changed = await keyFileVersion(file);
    expect(changed).not.toBe(read?.version);
    chmodSync(file, 0o644);
    expect(await keyFileVersion(file)).not.toBe(changed);
  });
});

describe('a change of the key file', () => {
  test('replaces its text, for its owner alone, and leaves nothing beside it', async () => {
    await makeKeyFile(file, 'one');
    const seen: string[] = [];
    await changeKeyFile(file, (text) => {
      seen.push(text);
      return toTwo();
    });
    expect(seen).toEqual(['one']);
    expect(readFileSync(file, 'utf8')).toBe('two');
    expect(modeOf(file)).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['token-keys.json']);
  });

  test('that throws leaves all as it was', async () => {
    await makeKeyFile(file, 'one');
    const failing = changeKeyFile(file, () => {
      throw new Error('not today');
    });
    await expect(failing).rejects.toThrow('not today');
    expect(readFileSync(file, 'utf8')).toBe('one');
    expect(readdirSync(folder)).toEqual(['token-keys.json']);
  });

  test('makes no file where there is none', async () => {
    await expect(changeKeyFile(file, toTwo)).rejects.toThrow(/yet; the first start/);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('goes to the file behind a link', async () => {
    const real = join(folder, 'real.json');
    await makeKeyFile(real, 'one');
    symlinkSync(real, file);
    await changeKeyFile(file, toTwo);
    expect(readFileSync(real, 'utf8')).toBe('two');
    expect(readdirSync(folder).sort()).toEqual(['real.json', 'token-keys.json']);
  });

  test('by root leaves the file with its owner', async () => {
    await makeKeyFile(file, 'one');
    if (process.getuid?.() === 0) chownSync(file, 12_345, 12_346);
    const { uid, gid } = statSync(file);
    await changeKeyFile(file, toTwo);
    expect(statSync(file)).toMatchObject({ uid, gid });
  });

  test('waits for no other one: it is refused while a lock is held', async () => {
    await makeKeyFile(file, 'one');
    await changeKeyFile(file, () => {
      expect(existsSync(lock)).toBe(true);
      return toTwo();
    });
    writeFileSync(lock, '');
    const refused = changeKeyFile(file, () => ({ text: 'three' }));
    await expect(refused).rejects.toThrow(`Another rotation holds ${lock}; try again in a minute`);
    expect(readFileSync(file, 'utf8')).toBe('two');
    expect(existsSync(lock)).toBe(true);
  });

  test('takes a lock that was left behind', async () => {
    await makeKeyFile(file, 'one');
    writeFileSync(lock, '');
    const before = Date.now() / 1000 - 61;
    utimesSync(lock, before, before);
    await changeKeyFile(file, toTwo);
    expect(readFileSync(file, 'utf8')).toBe('two');
    expect(readdirSync(folder)).toEqual(['token-keys.json']);
  });

  test('does not happen when it took so long that another took its lock', async () => {
    await makeKeyFile(file, 'one');
    const slow = changeKeyFile(file, () => {
      rmSync(lock);
      writeFileSync(lock, 'of another');
      return toTwo();
    });
    await expect(slow).rejects.toThrow(/another rotation began$/);
    expect(readFileSync(file, 'utf8')).toBe('one');
    expect(readFileSync(lock, 'utf8')).toBe('of another');
  });
});
