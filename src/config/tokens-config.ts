import { resolve } from 'node:path';
import type { SettingsReader } from './settings-reader.ts';

export interface TokensConfig {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: KeysConfig;
}

type KeysConfig =
  | { readonly kind: 'file'; readonly file: string }
  /** The keys themselves: never to be shown. */
  | { readonly kind: 'inline'; readonly json: string };

export function parseTokens(settings: SettingsReader, dataDir: string): TokensConfig {
  return {
    issuer: parseName(settings, 'TOKEN_ISSUER'),
    audience: parseName(settings, 'TOKEN_AUDIENCE'),
    keys: parseKeys(settings, dataDir),
  };
}

function parseName(settings: SettingsReader, name: string): string {
  const value = settings.text(name, 'kitroom');
  if (!/^[\x21-\x7e]{1,200}$/.test(value)) {
    settings.fault(name, 'must be 1 to 200 visible ASCII characters, without a space');
  }
  return value;
}

function parseKeys(settings: SettingsReader, dataDir: string): KeysConfig {
  const json = settings.text('TOKEN_KEYS', '');
  const file = settings.text('TOKEN_KEYS_FILE', '');
  if (json !== '' && file !== '') {
    settings.fault('TOKEN_KEYS', 'cannot be set together with TOKEN_KEYS_FILE');
  }
  if (json !== '') return { kind: 'inline', json };
  return { kind: 'file', file: file === '' ? resolve(dataDir, 'token-keys.json') : resolve(file) };
}
