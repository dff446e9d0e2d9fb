import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeKeyFile } from './key-file.ts';
import { keySetText, newKey, parseKeySet } from './key-set.ts';

const run = promisify(execFile);

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kitroom-key-processes-'));
  file = join(folder, 'token-keys.json');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function kidsInFile(): readonly string[] {
  return parseKeySet(readFileSync(file, 'utf8'), file).map(({ kid }) => kid);
}

describe('processes that begin at once', () => {
  const PROCESSES = 5;

  /** Runs the code in processes of their own, all at the same moment. */
  async function together(code: string): Promise<readonly string[]> {
    const moment = Date.now() + 1_500;
    const script = `
      import { openSigningKeys } from ${JSON.stringify(new URL('signing-keys.ts', import.meta.url))};
      import { rotateKeys } from ${JSON.stringify(new URL('rotate-keys.ts', import.meta.url))};
      const source = { kind: 'file', file: ${JSON.stringify(file)} };
      const clock = () => new Date();
      while (Date.now() < ${moment});
      ${code}`;
    const outputs = Array.from({ length: PROCESSES }, async () => {
      const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script]);
      return stdout.trim();
    });
    return Promise.all(outputs);
  }
  const ROTATE = `
    await rotateKeys(source, { clock, immediately: false }).then(
      ({ added }) => console.log(added.kid),
      (error) => console.log(error.message),
    );`;

  test('make one key file, and all use its key', async () => {
    const kids = await together(`
      const keys = await openSigningKeys(source, { clock, log: console });
      console.log((await keys.signingKey()).kid);`);
    expect(kids).toHaveLength(PROCESSES);
    expect([...new Set(kids)]).toEqual(kidsInFile());
    expect(readdirSync(folder)).toEqual(['token-keys.json']);
  });

  test.each(['no', 'a stale'])(
    'rotate one after the other or not at all, with %s lock',
    async (lock) => {
      await makeKeyFile(file, keySetText([newKey(new Date())]));
      const before = kidsInFile();
      if (lock === 'a stale') {
        writeFileSync(`${file}.lock`, '');
        utimesSync(`${file}.lock`, 1, 1);
      }
      const outputs = await together(ROTATE);
      const added = outputs.filter((line) => !line.includes('rotation'));
      expect(added).not.toEqual([]);
      expect([...kidsInFile()].sort()).toEqual([...before, ...added].sort());
      expect(readdirSync(folder)).toEqual(['token-keys.json']);
    },
  );
});
