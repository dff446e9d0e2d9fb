import { readdir } from 'node:fs/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/config.ts';
import { withSecretSettings } from '../../src/config/secret-settings.ts';
import { parseKeySet } from '../../src/services/key-set.ts';
import {
  IDENTITY,
  NEW_SECRET,
  NO_SECRET,
  OUTPUTS,
  SECRET,
  SECRET_ARN,
  STACK,
  stackAnswer,
} from './aws-fixtures.ts';
import { type Answer, FakeTools } from './fake-tools.ts';

const DEPLOY = 'scripts/deploy.ts';
const ALL = ['aws', 'sam', 'npm'];

let tools: FakeTools;
afterEach(() => tools.remove());

const deploy = async (args: readonly string[], answers: readonly Answer[], names = ALL) => {
  tools = await FakeTools.make(names, answers);
  return tools.run(DEPLOY, args);
};

const AWS_END = ' --region eu-west-1 --output json';
const CHECKS = [
  'aws --version',
  'sam --version',
  `aws sts get-caller-identity${AWS_END}`,
  `aws cloudformation describe-stacks --stack-name kitroom-staging${AWS_END}`,
  `aws secretsmanager describe-secret --secret-id kitroom/staging/settings${AWS_END}`,
  'npm run --silent build:functions -- --for-aws --no-times',
  'sam validate --lint --template-file infra/sam/template.yaml --region eu-west-1',
];
const SAM_DEPLOY =
  'sam deploy --template-file infra/sam/template.yaml --stack-name kitroom-staging --region eu-west-1 --resolve-s3 --s3-prefix kitroom-staging --capabilities CAPABILITY_IAM CAPABILITY_NAMED_IAM CAPABILITY_AUTO_EXPAND --no-confirm-changeset --no-fail-on-empty-changeset --no-progressbar --tags project=kitroom stage=staging --parameter-overrides Stage=staging NamePrefix=kitroom';

describe('npm run deploy', () => {
  test('checks, builds and deploys, in this order and in a line a step', async () => {
    const args = ['--stage', 'staging', '--set', 'AlarmEmail=shop@example.com'];
    const { code, stdout, stderr } = await deploy(args, [IDENTITY, STACK, SECRET]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(await tools.lines()).toEqual([
      ...CHECKS,
      `${SAM_DEPLOY} SettingsSecretArn=${SECRET_ARN} AlarmEmail=shop@example.com`,
      `aws cloudformation describe-stacks --stack-name kitroom-staging${AWS_END}`,
    ]);
    const told = stdout.split('\n').filter((line) => line.startsWith('- '));
    expect(told.length).toBe(CHECKS.length + 2);
    expect(stdout).toContain('account 111122223333, as arn:aws:iam::111122223333:user/jo');
    expect(stdout).toContain(`npm run smoke -- --url ${OUTPUTS['ApiUrl']}`);
  });

  test('tells how the first admin is made, in the tables of the stack', async () => {
    const { stdout } = await deploy(['--stage', 'staging'], [IDENTITY, STACK, SECRET]);
    const line = /^ {2}(AWS_REGION=.*) npm run admin:create -- --email you@example.com$/m.exec(
      stdout,
    );
    const env = Object.fromEntries((line?.[1] ?? '').split(' ').map((part) => part.split('=')));
    const { store } = parseConfig(env);
    const names = store.kind === 'dynamodb' ? store.names : undefined;
    const tables = Object.entries(names ?? {}).filter(([name]) => !name.includes('By'));
    expect(tables.map(([, table]) => table).sort()).toEqual(
      Object.entries(OUTPUTS)
        .filter(([name]) => name.endsWith('TableName'))
        .map(([, table]) => table)
        .sort(),
    );
    expect(store).toMatchObject({ region: 'eu-west-1', endpoint: undefined });
  });

  test('makes a secret that is missing, before the stack and seen by nobody', async () => {
    const answers = [IDENTITY, STACK, NO_SECRET, NEW_SECRET];
    const { code, stdout, stderr } = await deploy(['--stage', 'staging'], answers);
    expect(code).toBe(0);
    const lines = await tools.lines();
    expect(lines.slice(0, CHECKS.length)).toEqual(CHECKS);
    expect(lines[CHECKS.length]).toMatch(/^aws secretsmanager create-secret --name kitroom\/stagi/);
    expect(lines[CHECKS.length + 1]).toBe(`${SAM_DEPLOY} SettingsSecretArn=${SECRET_ARN}`);

    const file = await tools.givenFile();
    expect(file.mode).toBe(0o600);
    const env = withSecretSettings({}, file.text);
    const { tokens, peppers, workflows } = parseConfig(env);
    expect(peppers).toHaveLength(1);
    expect(workflows.key).toHaveLength(32);
    expect(parseKeySet(tokens.keys.kind === 'inline' ? tokens.keys.json : '', 'it')).toHaveLength(
      1,
    );
    const values = [env['PASSWORD_PEPPERS'], env['WORKFLOW_KEY'], '"d"'];
    for (const value of values) {
      expect(`${stdout}${stderr}${lines.join('\n')}`).not.toContain(value);
    }
    expect(await readdir(tools.folder)).not.toContainEqual(
      expect.stringMatching(/^kitroom-secret/),
    );
  });

  test('draws another secret each time', async () => {
    const texts = new Set<string>();
    for (const stage of ['dev', 'staging']) {
      await tools?.remove();
      await deploy(['--stage', stage], [IDENTITY, STACK, NO_SECRET, NEW_SECRET]);
      texts.add((await tools.givenFile()).text);
    }
    expect(texts.size).toBe(2);
  });

  test('leaves no file behind of a secret that could not be made', async () => {
    const refused = { when: 'create-secret', code: 254, stderr: 'AccessDeniedException' };
    const { code, stderr } = await deploy(
      ['--stage', 'dev'],
      [IDENTITY, STACK, NO_SECRET, refused],
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^AccessDeniedException\nThe secret kitroom\/dev\/settings could not be /,
    );
    expect(await tools.lines()).not.toContainEqual(expect.stringMatching(/^sam deploy/));
    expect(await readdir(tools.folder)).not.toContainEqual(
      expect.stringMatching(/^kitroom-secret/),
    );
  });

  test('says what went wrong where the tool does', async () => {
    const failing = { when: 'sam deploy', code: 1, stderr: 'CREATE_FAILED Api', stdout: 'Waiting' };
    const { code, stdout, stderr } = await deploy(
      ['--stage', 'dev'],
      [IDENTITY, STACK, SECRET, failing],
    );
    expect(code).toBe(1);
    expect(stdout).toContain('Waiting');
    expect(stderr).toBe(
      'CREATE_FAILED ApiThe stack kitroom-dev was not deployed: CloudFormation has put back what it changed.\n',
    );
  });
});

describe('npm run deploy:serverless', () => {
  test('installs, packages and deploys with the framework', async () => {
    const outputs = { ...OUTPUTS, ServerlessDeploymentBucketName: 'b' };
    const stack = { when: 'describe-stacks', stdout: stackAnswer('CREATE_COMPLETE', outputs) };
    const args = ['--tool', 'serverless', '--stage', 'staging', '--set', 'Currency=GBP'];
    const { code } = await deploy(args, [IDENTITY, stack, SECRET], ['aws', 'npm']);
    expect(code).toBe(0);
    const parameters = `--param=namePrefix=kitroom --param=settingsSecretArn=${SECRET_ARN} --param=currency=GBP`;
    const calls = (await tools.calls()).filter(({ tool }) => tool === 'npm');
    expect(calls.map(({ args: all }) => all.join(' '))).toEqual([
      'ci --no-audit --no-fund',
      'run --silent build:functions -- --for-aws --no-times',
      `exec --no -- osls package --stage staging --region eu-west-1 ${parameters}`,
      `exec --no -- osls deploy --stage staging --region eu-west-1 ${parameters}`,
    ]);
    const folders = calls.map(({ folder }) => folder.endsWith('/infra/serverless'));
    expect(folders).toEqual([true, false, true, true]);
  });
});

test('another prefix is another stack, with the secret of the stage', async () => {
  const args = ['--stage', 'staging', '--prefix', 'restored'];
  await deploy(args, [IDENTITY, STACK, SECRET]);
  const lines = await tools.lines();
  expect(lines).toContainEqual(expect.stringContaining('--secret-id kitroom/staging/settings'));
  expect(lines).toContainEqual(
    expect.stringMatching(/^sam deploy .*--stack-name restored-staging .*NamePrefix=restored /),
  );
  for (const line of lines) expect(line).not.toContain('kitroom-staging');
});
