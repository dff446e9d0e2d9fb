import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Env } from './env.ts';
import { SettingsReader } from './settings-reader.ts';
import { parseTokens } from './tokens-config.ts';

function parsed(env: Env) {
  const settings = new SettingsReader(env);
  return { tokens: parseTokens(settings, '/srv/kitroom'), faults: settings.faults };
}

describe('the settings of tokens', () => {
  test('that are not given have defaults, with the keys in the data folder', () => {
    expect(parsed({})).toEqual({
      tokens: {
        issuer: 'kitroom',
        audience: 'kitroom',
        keys: { kind: 'file', file: resolve('/srv/kitroom/token-keys.json') },
      },
      faults: [],
    });
  });

  test('that are empty or blank count as not given', () => {
    for (const blank of ['', '  ']) {
      const names = ['TOKEN_ISSUER', 'TOKEN_AUDIENCE', 'TOKEN_KEYS', 'TOKEN_KEYS_FILE'];
      expect(parsed(Object.fromEntries(names.map((name) => [name, blank])))).toEqual(parsed({}));
    }
  });

  test('that are given are taken', () => {
    const env = {
      TOKEN_ISSUER: 'https://shop.example',
      TOKEN_AUDIENCE: 'a'.repeat(200),
      TOKEN_KEYS_FILE: 'keys.json',
    };
    const { tokens, faults } = parsed(env);
    expect(faults).toEqual([]);
    expect(tokens).toEqual({
      issuer: 'https://shop.example',
      audience: 'a'.repeat(200),
      keys: { kind: 'file', file: resolve('keys.json') },
    });
  });

  test('may hold the keys themselves', () => {
    expect(parsed({ TOKEN_KEYS: '{"keys":[]}' })).toMatchObject({
      tokens: { keys: { kind: 'inline', json: '{"keys":[]}' } },
      faults: [],
    });
  });

  test('say in one place alone where the keys are, and a fault shows no key', () => {
    const { faults } = parsed({ TOKEN_KEYS: '{"keys":["secret"]}', TOKEN_KEYS_FILE: 'keys.json' });
    expect(faults).toEqual(['TOKEN_KEYS: cannot be set together with TOKEN_KEYS_FILE']);
  });

  test.each(['TOKEN_ISSUER', 'TOKEN_AUDIENCE'])(
    '%s is 1 to 200 visible ASCII characters',
    (name) => {
      for (const value of ['two words', 'käse', 'a\nb', 'a\u0000', 'a'.repeat(201)]) {
        const { faults } = parsed({ [name]: value });
        expect(faults.map((fault) => fault.split(':')[0])).toEqual([name]);
      }
    },
  );
});
