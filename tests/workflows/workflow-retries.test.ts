import { StateMachine } from 'aws-local-stepfunctions';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ERRORS } from '../../src/domain/errors.ts';
import type { WorkflowName } from '../../src/ports/workflows.ts';
import { localWorkflows } from '../../src/services/local-workflows.ts';
import { DEFINITIONS } from './workflow-bench.ts';

type Handler = (input: object) => Promise<object>;
type Definition = ConstructorParameters<typeof StateMachine>[0];

const LAMBDA = ['Lambda.ServiceException', 'Lambda.TooManyRequestsException'];
const PASSING = ['STORE_UNAVAILABLE', ...LAMBDA];
const MORE_ATTEMPTS = 2;

/** Which errors each state is tried again after, in the order of the states. */
const RETRIED: Readonly<Record<WorkflowName, Readonly<Record<string, readonly string[]>>>> = {
  'user-registration': {
    'Validate User Input': LAMBDA,
    'Check Existing User': PASSING,
    'Create User Record': PASSING,
  },
  'update-user': {
    'Validate User Input': LAMBDA,
    'Get User': PASSING,
    'Update User Record': ['Lambda.TooManyRequestsException'],
  },
};

/** Those of AWS that are no fault of a moment, those of a program, and ours. */
const ERROR_NAMES = [
  ...['Lambda.Unknown', 'Lambda.ResourceNotFoundException', 'Sandbox.Timedout', 'States.Timeout'],
  ...['Error', 'TypeError', 'handled', ...LAMBDA, ...Object.keys(ERRORS)],
];

const STATES = Object.entries(RETRIED).flatMap(([workflow, ofStates]) =>
  Object.keys(ofStates).map((state) => ({ workflow: workflow as WorkflowName, state })),
);

/** Runs a workflow whose state fails the first times with an error of this name. */
async function runWith(
  workflow: WorkflowName,
  failing: { readonly state: string; readonly name: string; readonly times: number },
) {
  const called: string[] = [];
  const states = Object.keys(RETRIED[workflow]);
  const task =
    (state: string): Handler =>
    async (input) => {
      called.push(state);
      const failed = called.filter((one) => one === failing.state).length;
      if (state === failing.state && failed <= failing.times) {
        throw Object.assign(new Error('told by a task'), { name: failing.name });
      }
      return { ...input, [state]: true };
    };
  const machine = new StateMachine(DEFINITIONS[workflow] as Definition, {
    validationOptions: { noValidate: true },
  });
  const execution = machine.run(
    { from: 'outside' },
    {
      overrides: {
        taskResourceLocalHandlers: Object.fromEntries(
          states.map((state) => [state, task(state) as never]),
        ),
        retryIntervalOverrides: Object.fromEntries(states.map((state) => [state, 0])),
      },
    },
  );
  const output: unknown = await execution.result.catch((error: unknown) => error);
  return { called, output };
}

/** Every state once, up to this one so many times, and on where it came through. */
function expectedCalls(workflow: WorkflowName, state: string, calls: number, through: boolean) {
  const states = Object.keys(RETRIED[workflow]);
  const index = states.indexOf(state);
  return [
    ...states.slice(0, index),
    ...Array.from({ length: calls }, () => state),
    ...(through ? states.slice(index + 1) : []),
  ];
}

describe.each(STATES)('$state of $workflow', ({ workflow, state }) => {
  const retried = RETRIED[workflow][state] ?? [];

  test('is tried again after what may pass, so often, and after nothing else', async () => {
    for (const name of ERROR_NAMES) {
      const { called, output } = await runWith(workflow, { state, name, times: 9 });
      const calls = retried.includes(name) ? MORE_ATTEMPTS + 1 : 1;
      expect(called, name).toEqual(expectedCalls(workflow, state, calls, false));
      expect(String(output)).toContain('told by a task');
    }
  });

  test('goes on with the output of the state when a later attempt succeeds', async () => {
    for (const name of retried) {
      const { called, output } = await runWith(workflow, { state, name, times: MORE_ATTEMPTS });
      expect(called).toEqual(expectedCalls(workflow, state, MORE_ATTEMPTS + 1, true));
      const states = Object.keys(RETRIED[workflow]).map((one) => [one, true]);
      expect(output).toEqual({ from: 'outside', ...Object.fromEntries(states) });
    }
  });
});

describe('an execution', () => {
  afterEach(() => vi.useRealTimers());

  test.each(STATES)('ends in its time when $state of $workflow hangs', async (one) => {
    const hanging = () => new Promise<object>(() => undefined);
    const { States, TimeoutSeconds } = DEFINITIONS[one.workflow];
    const tasks = Object.entries(States).map(([state, { Resource }]) => [
      Resource.slice(2, -1),
      state === one.state ? hanging : async (input: object) => input,
    ]);
    const workflows = localWorkflows(DEFINITIONS, Object.fromEntries(tasks));
    await workflows.warmUp();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let ended: unknown;
    const run = workflows.run(one.workflow, {}).catch((error: unknown) => {
      ended = error;
    });
    await vi.advanceTimersByTimeAsync(TimeoutSeconds * 1000 - 1);
    expect(ended).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    await run;
    expect(ended).toMatchObject({
      message: `Workflow ${one.workflow} failed`,
      cause: { name: 'ExecutionTimeoutError' },
    });
  });

  test.each(Object.keys(RETRIED))('of %s has time for all its waits', (workflow) => {
    const { TimeoutSeconds } = DEFINITIONS[workflow as WorkflowName];
    const waits = retriersOf(workflow as WorkflowName).flatMap((retrier) => {
      const { IntervalSeconds, MaxAttempts, BackoffRate } = retrier;
      return Array.from(
        { length: MaxAttempts },
        (_, index) => IntervalSeconds * BackoffRate ** index,
      );
    });
    expect(waits.length).toBeGreaterThan(0);
    // Half of the time is left to the tasks themselves.
    expect(waits.reduce((sum, seconds) => sum + seconds)).toBeLessThanOrEqual(TimeoutSeconds / 2);
  });

  test('waits by chance, so that those that failed together do not come back together', () => {
    const retriers = Object.keys(RETRIED).flatMap((one) => retriersOf(one as WorkflowName));
    expect(new Set(retriers.map(({ JitterStrategy }) => JitterStrategy))).toEqual(
      new Set(['FULL']),
    );
  });
});

function retriersOf(workflow: WorkflowName) {
  return Object.values<object>(DEFINITIONS[workflow].States).flatMap((state) =>
    'Retry' in state ? (state.Retry as readonly Retrier[]) : [],
  );
}

interface Retrier {
  readonly IntervalSeconds: number;
  readonly MaxAttempts: number;
  readonly BackoffRate: number;
  readonly JitterStrategy: string;
}
