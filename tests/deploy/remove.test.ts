import { afterEach, describe, expect, test } from 'vitest';
import { IDENTITY, NO_STACK, OUTPUTS, STACK, stackAnswer } from './aws-fixtures.ts';
import { type Answer, FakeTools } from './fake-tools.ts';

const REMOVE = 'scripts/remove.ts';
const LEFT: Answer = {
  when: 'list-stack-resources',
  stdout: JSON.stringify({
    StackResourceSummaries: [
      {
        ResourceType: 'AWS::DynamoDB::Table',
        ResourceStatus: 'DELETE_SKIPPED',
        PhysicalResourceId: 'kitroom-x-users',
      },
      {
        ResourceType: 'AWS::ApiGatewayV2::Api',
        ResourceStatus: 'DELETE_COMPLETE',
        PhysicalResourceId: 'abc',
      },
    ],
  }),
};

let tools: FakeTools;
afterEach(() => tools.remove());

async function remove(args: readonly string[], answers: readonly Answer[], input = '') {
  tools = await FakeTools.make(['aws', 'sam', 'npm'], answers);
  return tools.run(REMOVE, args, { input });
}

describe('npm run remove', () => {
  test('removes the stack and tells what is kept, the secret with it', async () => {
    const { code, stdout, stderr } = await remove(['--stage', 'dev'], [IDENTITY, STACK, LEFT]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(await tools.lines()).toEqual([
      'aws --version',
      'aws sts get-caller-identity --region eu-west-1 --output json',
      'aws cloudformation describe-stacks --stack-name kitroom-dev --region eu-west-1 --output json',
      'sam --version',
      'sam delete --stack-name kitroom-dev --region eu-west-1 --no-prompts',
      'aws cloudformation list-stack-resources --stack-name arn:aws:cloudformation:eu-west-1:111122223333:stack/kitroom-x/1 --region eu-west-1 --output json',
    ]);
    expect(stdout).toContain('  AWS::DynamoDB::Table kitroom-x-users\n');
    expect(stdout).toContain('  AWS::SecretsManager::Secret kitroom/dev/settings\n');
    expect(stdout).not.toContain('AWS::ApiGatewayV2::Api');
  });

  test('takes the tool that made the stack', async () => {
    const outputs = { ...OUTPUTS, ServerlessDeploymentBucketName: 'b' };
    const stack = { when: 'describe-stacks', stdout: stackAnswer('CREATE_COMPLETE', outputs) };
    const { code } = await remove(['--stage', 'dev'], [IDENTITY, stack, LEFT]);
    expect(code).toBe(0);
    const lines = await tools.lines();
    expect(lines).toContain(
      'npm exec --no -- osls remove --stage dev --region eu-west-1 --param=namePrefix=kitroom',
    );
    expect(lines).not.toContainEqual(expect.stringMatching(/^sam/));
  });

  test.each([
    [
      'another name is typed for production',
      ['--stage', 'production'],
      [STACK],
      'staging\n',
      'That was not its name.',
    ],
    [
      'nothing is typed for production',
      ['--stage', 'production'],
      [STACK],
      '',
      'That was not its name.',
    ],
    [
      'there is no such stack',
      ['--stage', 'dev'],
      [NO_STACK],
      '',
      'There is no stack kitroom-dev in eu-west-1',
    ],
    ['the stage is none', ['--stage', 'live'], [STACK], '', '--stage must be one of'],
  ])('changes nothing where %s', async (_, args, answers, input, reason) => {
    const { code, stderr } = await remove(args, [IDENTITY, ...answers, LEFT], input);
    expect(code).toBe(1);
    expect(stderr).toContain(reason);
    for (const line of await tools.lines()) expect(line).not.toMatch(/delete|osls remove/);
  });

  test('removes production where its name is typed', async () => {
    const { code } = await remove(
      ['--stage', 'production'],
      [IDENTITY, STACK, LEFT],
      'production\n',
    );
    expect(code).toBe(0);
    expect(await tools.lines()).toContainEqual(expect.stringMatching(/^sam delete .*-production /));
  });

  test('never says that something was removed where the tool failed', async () => {
    const failing = { when: 'sam delete', code: 1, stderr: 'DELETE_FAILED\n' };
    const { code, stdout, stderr } = await remove(['--stage', 'dev'], [IDENTITY, STACK, failing]);
    expect(code).toBe(1);
    expect(stdout).not.toContain('Removed');
    expect(stderr).toContain('The stack kitroom-dev was not removed as a whole');
  });
});
