import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** Gives paths for database files, all removed when the test file is done. */
export function sqliteFiles(): () => string {
  const folder = mkdtempSync(join(tmpdir(), 'kitroom-sqlite-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let made = 0;
  return () => {
    made += 1;
    return join(folder, `store-${made}.db`);
  };
}
