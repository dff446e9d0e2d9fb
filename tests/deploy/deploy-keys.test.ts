import { afterEach, describe, expect, test } from 'vitest';
import { newSettings } from '../../scripts/aws/settings-secret.ts';
import { withSecretSettings } from '../../src/config/secret-settings.ts';
import { parseKeySet } from '../../src/services/key-set.ts';
import { IDENTITY } from './aws-fixtures.ts';
import { type Answer, FakeTools } from './fake-tools.ts';

const BEFORE = newSettings(new Date('2026-01-01T00:00:00Z'));
const STAGE = ['--stage', 'staging'];

const SECRET: Answer = {
  when: 'get-secret-value',
  stdout: JSON.stringify({ SecretString: BEFORE }),
};
const FUNCTIONS: Answer = {
  when: 'list-stack-resources',
  stdout: JSON.stringify({
    StackResourceSummaries: ['identity', 'carts'].map((name) => ({
      ResourceType: 'AWS::Lambda::Function',
      PhysicalResourceId: `kitroom-staging-${name}`,
    })),
  }),
};

let tools: FakeTools;
afterEach(() => tools.remove());

async function rotate(answers: readonly Answer[], args: readonly string[] = STAGE, input = '') {
  tools = await FakeTools.make(['aws'], answers);
  return tools.run('scripts/deploy-keys.ts', args, { input });
}

function keysOf(text: string) {
  return parseKeySet(withSecretSettings({}, text)['TOKEN_KEYS'] ?? '', 'it');
}

describe('npm run deploy:keys', () => {
  test('puts a new key beside the old ones, and restarts each function afterwards', async () => {
    const { code, stdout, stderr } = await rotate([IDENTITY, FUNCTIONS, SECRET]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = (await tools.lines()).map((line) => line.split(' ').slice(1, 5).join(' '));
    expect(lines.slice(-5)).toEqual([
      'secretsmanager put-secret-value --secret-id kitroom/staging/settings',
      'lambda update-function-configuration --function-name kitroom-staging-identity',
      'lambda wait function-updated-v2 --function-name',
      'lambda update-function-configuration --function-name kitroom-staging-carts',
      'lambda wait function-updated-v2 --function-name',
    ]);
    const given = await tools.givenFile();
    expect(given.mode).toBe(0o600);
    const [old, added, ...more] = keysOf(given.text);
    expect(more).toEqual([]);
    expect(old?.kid).toBe(keysOf(BEFORE)[0]?.kid);
    expect(old?.retired_at).toBeDefined();
    const secrets = [old?.d, added?.d, JSON.parse(BEFORE)['WORKFLOW_KEY']];
    for (const secret of secrets) {
      expect(`${stdout}${(await tools.lines()).join('\n')}`).not.toContain(secret);
    }
  });

  test('leaves the other secrets as they are', async () => {
    await rotate([IDENTITY, FUNCTIONS, SECRET]);
    const { TOKEN_KEYS: _before, ...before } = JSON.parse(BEFORE);
    const { TOKEN_KEYS: _after, ...after } = JSON.parse((await tools.givenFile()).text);
    expect(after).toEqual(before);
  });

  test('drops the old keys at once where one leaked', async () => {
    await rotate([IDENTITY, FUNCTIONS, SECRET], [...STAGE, '--now']);
    const keys = keysOf((await tools.givenFile()).text);
    expect(keys).toHaveLength(1);
    expect(keys[0]?.kid).not.toBe(keysOf(BEFORE)[0]?.kid);
  });

  test('goes on with the other functions where one is not restarted, and says which', async () => {
    const failing = { when: 'configuration --function-name kitroom-staging-identity', code: 254 };
    const { code, stdout, stderr } = await rotate([failing, IDENTITY, FUNCTIONS, SECRET]);
    expect(code).toBe(1);
    expect(stdout).not.toContain('Every function');
    expect(stderr).toMatch(
      /^kitroom-staging-identity was not restarted\.\nThe secret has the new /,
    );
    expect(await tools.lines()).toContainEqual(expect.stringMatching(/update.*staging-carts/));
  });

  test.each<[string, readonly Answer[], readonly string[], string]>([
    [
      'the secret may not be read',
      [{ when: 'get-secret-value', code: 254 }, FUNCTIONS],
      STAGE,
      'could not be read',
    ],
    [
      'the secret is no JSON',
      [{ when: 'get-secret-value', stdout: '{"SecretString":"sesame"}' }, FUNCTIONS],
      STAGE,
      'is no JSON object',
    ],
    [
      'the secret has no keys',
      [{ when: 'get-secret-value', stdout: '{"SecretString":"{}"}' }, FUNCTIONS],
      STAGE,
      'not a valid key set',
    ],
    [
      'there is no function',
      [{ when: 'list-stack', stdout: '{"StackResourceSummaries":[]}' }, SECRET],
      STAGE,
      'has no function',
    ],
    [
      'the name of production is not typed',
      [FUNCTIONS, SECRET],
      ['--stage', 'production'],
      'not its name',
    ],
  ])('changes nothing where %s', async (_, answers, args, reason) => {
    const { code, stdout, stderr } = await rotate([IDENTITY, ...answers], args);
    expect(code).toBe(1);
    expect(stderr).toContain(reason);
    expect(`${stdout}${stderr}`).not.toContain('sesame');
    for (const line of await tools.lines()) expect(line).not.toMatch(/put-secret|update-function/);
  });
});
