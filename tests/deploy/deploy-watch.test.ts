import { afterEach, describe, expect, test } from 'vitest';
import { NO_STACK, OUTPUTS, STACK, stackAnswer } from './aws-fixtures.ts';
import { type Answer, FakeTools } from './fake-tools.ts';

const SINCE = '2026-03-01T12:00:00Z';
const WATCH = ['--stage', 'production', '--minutes', '0', '--since', SINCE];

let tools: FakeTools;
afterEach(() => tools.remove());

function resources(...types: readonly string[]): Answer {
  const StackResourceSummaries = types.map((type, index) => ({
    ResourceType: type,
    PhysicalResourceId: `kitroom-${index}`,
  }));
  return { when: 'list-stack-resources', stdout: JSON.stringify({ StackResourceSummaries }) };
}

const TWO = resources('AWS::CloudWatch::Alarm', 'AWS::Lambda::Function', 'AWS::CloudWatch::Alarm');

function alarms(...states: readonly (readonly [state: string, since: string])[]): Answer {
  const MetricAlarms = states.map(([StateValue, since], index) => ({
    AlarmName: `kitroom-${index * 2}`,
    StateValue,
    StateUpdatedTimestamp: since,
    StateTransitionedTimestamp: since,
  }));
  return { when: 'describe-alarms', stdout: JSON.stringify({ MetricAlarms }) };
}

const BEFORE = '2026-03-01T11:59:59.999Z';
const AFTER = '2026-03-01T12:00:00.001000+00:00';

async function watch(answers: readonly Answer[], args = WATCH) {
  tools = await FakeTools.make(['aws'], answers);
  return tools.run('scripts/deploy-watch.ts', args);
}

describe('npm run deploy:watch', () => {
  test('is content with alarms that are quiet', async () => {
    const answers = [TWO, alarms(['OK', AFTER], ['INSUFFICIENT_DATA', AFTER])];
    const { code, stdout, stderr } = await watch(answers);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('No alarm of production was raised since 2026-03-01T12:00:00.000Z');
    expect((await tools.lines()).at(-1)).toContain('--alarm-names kitroom-0 kitroom-2 --region');
  });

  test('fails at an alarm that was raised since', async () => {
    const { code, stderr } = await watch([TWO, alarms(['OK', AFTER], ['ALARM', AFTER])]);
    expect(code).toBe(1);
    expect(stderr).toBe('Raised in production: kitroom-2\n');
  });

  test('tells one from before, and does not count it', async () => {
    const { code, stdout } = await watch([TWO, alarms(['ALARM', BEFORE], ['OK', BEFORE])]);
    expect(code).toBe(0);
    expect(stdout).toContain('kitroom-0 is raised since 2026-03-01T11:59:59.999Z, from before');
  });

  test.each<[string, readonly Answer[], string]>([
    ['there is no alarm', [resources('AWS::Lambda::Function')], 'has no alarm to watch'],
    ['an alarm is missing', [TWO, alarms(['OK', AFTER])], 'Only 1 of 2 alarms were found'],
    [
      'the alarms may not be seen',
      [TWO, { when: 'describe-alarms', code: 254, stderr: 'AccessDenied\n' }],
      'AccessDenied\nThe alarms could not be looked at.',
    ],
  ])('takes no silence for peace where %s', async (_, answers, reason) => {
    const { code, stderr } = await watch(answers);
    expect(code).toBe(1);
    expect(stderr).toContain(reason);
  });

  test.each([
    [['--stage', 'production', '--minutes', '-1'], '--minutes'],
    [['--stage', 'production', '--since', 'yesterday'], '--since must be a time'],
    [['--stage', 'production', '--since', '2026-99-01T12:00:00Z'], '--since must be a time'],
    [['--stage', 'live'], '--stage must be one of'],
  ])('refuses %j', async (args, reason) => {
    const { code, stderr } = await watch([], args);
    expect(code).toBe(1);
    expect(stderr).toContain(reason);
    expect(await tools.calls()).toEqual([]);
  });
});

describe('npm run deploy:address', () => {
  const address = async (answer: Answer) => {
    tools = await FakeTools.make(['aws'], [answer]);
    return tools.run('scripts/deploy-address.ts', ['--stage', 'dev']);
  };

  test('prints the address of the API and nothing else', async () => {
    expect(await address(STACK)).toEqual({ code: 0, stdout: `${OUTPUTS['ApiUrl']}\n`, stderr: '' });
  });

  test('prefers a name of its own', async () => {
    const outputs = { ...OUTPUTS, DomainUrl: 'https://api.shop.example' };
    const stack = { when: 'describe-stacks', stdout: stackAnswer('UPDATE_COMPLETE', outputs) };
    expect((await address(stack)).stdout).toBe('https://api.shop.example\n');
  });

  test('prints nothing where there is no stack', async () => {
    const { code, stdout, stderr } = await address(NO_STACK);
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: '',
      stderr: 'There is no stack kitroom-dev.\n',
    });
  });
});
