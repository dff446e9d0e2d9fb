import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keySetText, newKey } from '../../src/services/key-set.ts';

const KEY_BYTES = 32;

/** The text of a new secret: a JSON object of settings, as src/config/secret-settings.ts reads it. */
export function newSettings(now: Date): string {
  return JSON.stringify({
    TOKEN_KEYS: keySetText([newKey(now)]),
    PASSWORD_PEPPERS: `${now.getUTCFullYear()}:${randomBytes(KEY_BYTES).toString('base64')}`,
    WORKFLOW_KEY: randomBytes(KEY_BYTES).toString('base64'),
  });
}

/** Lends the text as a file that its owner alone can read, and that is gone afterwards. */
export async function withSecretFile<T>(
  text: string,
  use: (file: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'kitroom-secret-'));
  try {
    const file = join(folder, 'settings.json');
    await writeFile(file, text, { mode: 0o600, flag: 'wx' });
    return await use(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
