import { afterEach, describe, expect, test } from 'vitest';
import {
  IDENTITY,
  NEW_SECRET,
  NO_SECRET,
  NO_STACK,
  OUTPUTS,
  SECRET,
  STACK,
  stackAnswer,
} from './aws-fixtures.ts';
import { type Answer, FakeTools } from './fake-tools.ts';

const DEPLOY = 'scripts/deploy.ts';
const ALL = ['aws', 'sam', 'npm'];
const WELL = [IDENTITY, STACK, NO_SECRET, NEW_SECRET];

/** What changes anything on AWS. */
const CHANGES = /create-secret|sam deploy|osls deploy|delete/;

let tools: FakeTools;
afterEach(() => tools.remove());

async function expectRefused(
  args: readonly string[],
  reason: string | RegExp,
  { answers = WELL, names = ALL, input = '', region = 'eu-west-1', also = '' } = {},
): Promise<readonly string[]> {
  tools = await FakeTools.make(names, answers);
  const { code, stdout, stderr } = await tools.run(DEPLOY, args, { input, region });
  expect(stderr).toMatch(reason);
  expect(stderr).toContain(also);
  expect(code).toBe(1);
  expect(stdout).not.toContain('Test it:');
  const lines = await tools.lines();
  for (const line of lines) expect(line).not.toMatch(CHANGES);
  return lines;
}

describe('nothing is asked of AWS where', () => {
  test.each([
    [[], '--stage must be one of dev, staging, production\n'],
    [['--stage', 'prod'], '--stage must be one of dev, staging, production, not prod'],
    [['--stage', 'Production'], 'not Production'],
    [['--stage', 'dev', '--tool', 'cdk'], '--tool must be one of sam, serverless'],
    [['--stage', 'dev', '--region', 'Ireland'], '--region must be such as eu-west-1'],
    [['--stage', 'dev', '--set', 'AlarmEmail'], '--set must be Name=value'],
    [['--stage', 'dev', '--set', 'A=b c'], '--set must be Name=value'],
    [['--stage', 'dev', '--set', 'A="b"'], '--set must be Name=value'],
    [['--stage', 'dev', '--set', 'NamePrefix=b'], '--set must not be NamePrefix=b'],
    [['--stage', 'dev', '--prefix', 'Shop'], '--prefix must be 2 to 20'],
    [['--stage', 'dev', '--yse'], "Unknown option '--yse'"],
    [['production'], 'Unexpected argument'],
  ])('the options are %j', async (args, reason) => {
    const also = 'Usage: npm run deploy -- --stage staging';
    expect(await expectRefused(args, reason, { also })).toEqual([]);
  });

  test('there is no region', async () => {
    const reason = 'There is no region: give --region or set AWS_REGION';
    expect(await expectRefused(['--stage', 'dev'], reason, { region: '' })).toEqual([]);
  });

  test('there is no AWS command line', async () => {
    const reason = 'The AWS command line is needed: https://docs.aws.amazon.com/';
    expect(await expectRefused(['--stage', 'dev'], reason, { names: ['sam', 'npm'] })).toEqual([]);
  });

  test('there is no SAM command line', async () => {
    const reason = 'The AWS SAM command line is needed: https://docs.aws.amazon.com/';
    const names = ['aws', 'npm'];
    expect(await expectRefused(['--stage', 'dev'], reason, { names })).toEqual(['aws --version']);
  });

  test('the framework cannot be installed', async () => {
    const answers = [{ when: 'npm ci', code: 1, stderr: 'ENOTFOUND registry' }, ...WELL];
    const args = ['--stage', 'dev', '--tool', 'serverless'];
    const reason = /^ENOTFOUND registry\nThe packages of infra\/serverless could not be installed/;
    await expectRefused(args, reason, { answers, names: ['aws', 'npm'] });
  });
});

describe('nothing is built and changed where', () => {
  const failing = (when: string, stderr: string): Answer => ({ when, code: 254, stderr });
  const stackIn = (status: string): Answer => ({
    when: 'describe-stacks',
    stdout: stackAnswer(status),
  });

  test.each<[string, Answer, RegExp]>([
    [
      'there are no credentials',
      failing('get-caller-identity', 'Unable to locate credentials'),
      /^Unable to locate credentials\nAWS refuses the credentials, or there are none: sign in/,
    ],
    [
      'the stack may not be seen',
      failing('describe-stacks', 'AccessDenied'),
      /^AccessDenied\nThe stack kitroom-dev could not be looked up/,
    ],
    [
      'the secret may not be seen',
      failing('describe-secret', 'AccessDeniedException'),
      /^AccessDeniedException\nThe secret kitroom\/dev\/settings could not be looked up/,
    ],
    [
      'the secret is about to be deleted',
      {
        when: 'describe-secret',
        stdout: '{"ARN":"arn","Name":"kitroom/dev/settings","DeletedDate":1}',
      },
      /about to be deleted.*aws secretsmanager restore-secret --secret-id kitroom\/dev\/settings/,
    ],
    ['AWS answers nonsense', { when: 'describe-secret', stdout: '<html>' }, /^<html>\nThe secret/],
    ['the stack is being changed', stackIn('UPDATE_IN_PROGRESS'), /is being changed.*try again/],
    ['the stack was never whole', stackIn('ROLLBACK_COMPLETE'), /never whole.*npm run remove/],
    [
      'the stack could not be put back',
      stackIn('UPDATE_ROLLBACK_FAILED'),
      /continue-update-rollback --stack-name kitroom-dev/,
    ],
    [
      'the other tool made the stack',
      {
        when: 'describe-stacks',
        stdout: stackAnswer('CREATE_COMPLETE', { ServerlessDeploymentBucketName: 'b' }),
      },
      /made by the other tool: npm run deploy:serverless -- --stage dev/,
    ],
  ])('%s', async (_, answer, reason) => {
    const lines = await expectRefused(['--stage', 'dev'], reason, { answers: [answer, ...WELL] });
    expect(lines).not.toContainEqual(expect.stringMatching(/^npm run/));
  });
});

describe('nothing is changed where', () => {
  test.each([
    ['npm run', 'The functions could not be built. Nothing was changed.'],
    ['sam validate', 'infra/sam/template.yaml is not valid. Nothing was changed.'],
  ])('%s fails', async (when, reason) => {
    const answers = [{ when, code: 1, stderr: 'broken' }, ...WELL];
    await expectRefused(['--stage', 'dev'], reason, { answers });
  });
});

describe('production', () => {
  test.each(['', 'yes\n', 'Production\n', 'productio\n', ' production\n'])(
    'is left alone where %j is typed and not its name',
    async (input) => {
      const reason = 'That was not its name. Nothing was changed.';
      const lines = await expectRefused(['--stage', 'production'], reason, { input });
      expect(lines).not.toContainEqual(expect.stringMatching(/^npm run/));
    },
  );

  test.each([
    ['its name is typed', ['--stage', 'production'], 'production\n'],
    ['--yes is given', ['--stage', 'production', '--yes'], ''],
  ])('is deployed where %s', async (_, args, input) => {
    tools = await FakeTools.make(ALL, [IDENTITY, STACK, SECRET]);
    const { code, stdout } = await tools.run(DEPLOY, args, { input });
    expect(code).toBe(0);
    const asked = 'This deploys to production in eu-west-1, account 111122223333. Type production:';
    expect(stdout.includes(asked)).toBe(input !== '');
    expect(await tools.lines()).toContainEqual(expect.stringMatching(/^sam deploy .*-production /));
  });
});

test('a first deployment needs no stack', async () => {
  const answers = [{ ...NO_STACK, until: 'deploy' }, IDENTITY, STACK, NO_SECRET, NEW_SECRET];
  tools = await FakeTools.make(ALL, answers);
  const { code, stdout } = await tools.run(DEPLOY, ['--stage', 'dev', '--region', 'eu-north-1']);
  expect(code).toBe(0);
  expect(stdout).toContain(OUTPUTS['ApiUrl']);
  for (const line of await tools.lines()) expect(line).not.toContain('eu-west-1 ');
});
