import type { SettingsReader } from './settings-reader.ts';

export interface Pepper {
  readonly id: string;
  readonly secret: Buffer;
}

const MIN_SECRET_BYTES = 32;

/** "id:base64,…", the current one first; the PHC form of argon2 has ids of 8 bytes. A fault never shows the value. */
export function parsePeppers(settings: SettingsReader): readonly Pepper[] {
  const value = settings.text('PASSWORD_PEPPERS', '');
  if (value === '') return [];
  const peppers = value.split(',').map((part) => {
    const [, id = '', secret = ''] = /^\s*([A-Za-z0-9._-]{1,8}):(\S+)\s*$/.exec(part) ?? [];
    return { id, secret: Buffer.from(secret, 'base64') };
  });
  if (peppers.some(({ id, secret }) => id === '' || secret.length < MIN_SECRET_BYTES)) {
    settings.fault(
      'PASSWORD_PEPPERS',
      `must be a list such as 2026:<base64 of at least ${MIN_SECRET_BYTES} random bytes>`,
    );
  }
  if (new Set(peppers.map(({ id }) => id)).size < peppers.length) {
    settings.fault('PASSWORD_PEPPERS', 'must not name one id twice');
  }
  return peppers;
}
