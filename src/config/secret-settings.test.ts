import { describe, expect, test } from 'vitest';
import { settingsSecretOf, withSecretSettings } from './secret-settings.ts';

describe('settings in a secret', () => {
  test('are read from the one that is named, in the region of the function', () => {
    expect(settingsSecretOf({})).toBeUndefined();
    expect(settingsSecretOf({ SETTINGS_SECRET: ' ' })).toBeUndefined();
    expect(settingsSecretOf({ SETTINGS_SECRET: 'kitroom', AWS_REGION: 'eu-west-1' })).toEqual({
      secretId: 'kitroom',
      region: 'eu-west-1',
      endpoint: undefined,
    });
    expect(() => settingsSecretOf({ SETTINGS_SECRET: 'kitroom' })).toThrow('AWS_REGION');
  });

  test('are added to the others, keys as text or as JSON', () => {
    const keys = { keys: [{ kid: 'one' }] };
    for (const held of [keys, JSON.stringify(keys)]) {
      const secret = JSON.stringify({ TOKEN_KEYS: held, WORKFLOW_KEY: 'k' });
      expect(withSecretSettings({ STORE: 'dynamodb' }, secret)).toEqual({
        STORE: 'dynamodb',
        TOKEN_KEYS: JSON.stringify(keys),
        WORKFLOW_KEY: 'k',
      });
    }
  });

  test('that are none of the secret ones are not read', () => {
    expect(withSecretSettings({}, '{"ACCESS":"open","NODE_OPTIONS":"x"}')).toEqual({});
  });

  test.each(['', 'TOKEN_KEYS=1', '[]', 'null', '"text"'])('cannot be in %o', (secret) => {
    expect(() => withSecretSettings({}, secret)).toThrow(
      'SETTINGS_SECRET: the secret must be a JSON object of settings',
    );
  });
});
