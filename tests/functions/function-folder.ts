import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { ROOT } from '../../scripts/functions/bundle-function.ts';

const DIST = join(ROOT, 'dist');

/** A folder for the functions of one test file: inside the project, whose packages they may need. */
export function functionFolder(): string {
  mkdirSync(DIST, { recursive: true });
  const folder = mkdtempSync(join(DIST, 'test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
