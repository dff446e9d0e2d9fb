import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AppError, ERRORS, type ErrorCode } from '../../src/domain/errors.ts';
import type { Workflows } from '../../src/ports/workflows.ts';
import { stepFunctionsWorkflows } from '../../src/services/step-functions-workflows.ts';
import { taskFailure } from '../../src/services/task-failure.ts';
import { ARNS } from './aws-services.ts';
import { resigned, type StateMachines, startStateMachines } from './state-machines.ts';

const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret-of-nobody' };
const TOKEN = 'session-token';
const EXECUTION = { executionArn: 'arn', startDate: 1, stopDate: 2, stateMachineArn: 'arn' };

let machines: StateMachines;
let workflows: Workflows;
beforeEach(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', CREDENTIALS.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', CREDENTIALS.secretAccessKey);
  vi.stubEnv('AWS_SESSION_TOKEN', TOKEN);
  machines = await startStateMachines();
  workflows = workflowsAt(machines.endpoint);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await machines.stop();
});

function workflowsAt(endpoint: string): Workflows {
  return stepFunctionsWorkflows({
    ...{ region: 'eu-west-1', endpoint },
    arns: {
      'user-registration': ARNS.USER_REGISTRATION_WORKFLOW,
      'update-user': ARNS.UPDATE_USER_WORKFLOW,
    },
  });
}

/** What a runtime client of Lambda before 4 tells of an error: it takes the stack for a text. */
function causeOf({ name, message, stack }: Error): string {
  const trace = (stack as string).split('\n');
  return JSON.stringify({ errorType: name, errorMessage: message, trace });
}

function failed(error: string, cause?: string): object {
  return { ...EXECUTION, status: 'FAILED', error, ...(cause !== undefined && { cause }) };
}

async function failureOf(answer: object, status?: number): Promise<unknown> {
  machines.answer(answer, status);
  return workflows.run('user-registration', {}).catch((error: unknown) => error);
}

const UNAVAILABLE = { code: 'STORE_UNAVAILABLE', retryAfterSeconds: 2 };

describe('an execution that succeeds', () => {
  test('gives its output', async () => {
    machines.answer({ ...EXECUTION, status: 'SUCCEEDED', output: '{"userId":"7"}' });
    expect(await workflows.run('user-registration', { a: 1 })).toEqual({ userId: '7' });
  });

  test('was started by its ARN, with its input as text', async () => {
    machines.answer({ ...EXECUTION, status: 'SUCCEEDED', output: '{}' });
    const input = { profile: { lastname: 'Ñandú 日本' } };
    await workflows.run('update-user', input);
    const [request] = machines.requests;
    const body = JSON.parse(request?.body ?? '');
    expect(Object.keys(body).sort()).toEqual(['input', 'stateMachineArn']);
    expect(body.stateMachineArn).toBe(ARNS.UPDATE_USER_WORKFLOW);
    expect(JSON.parse(body.input)).toEqual(input);
    expect(request?.headers['content-type']).toBe('application/x-amz-json-1.0');
    expect(request?.headers['x-amz-target']).toBe('AWSStepFunctions.StartSyncExecution');
  });

  test('was asked for with a signature for the service and the region', async () => {
    machines.answer({ ...EXECUTION, status: 'SUCCEEDED', output: '{}' });
    await workflows.run('update-user', {});
    const [request] = machines.requests;
    const signature = request?.headers['authorization'];
    expect(signature).toMatch(/ Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/states\/aws4_request,/);
    expect(request?.headers['x-amz-security-token']).toBe(TOKEN);
    expect(signature).toBe(await resigned(request, { ...CREDENTIALS, sessionToken: TOKEN }));
    expect(JSON.stringify(request)).not.toContain(CREDENTIALS.secretAccessKey);
  });

  test('is waited for longer than it may take, and shorter than a gateway waits', async () => {
    const timeout = vi.spyOn(AbortSignal, 'timeout');
    machines.answer({ ...EXECUTION, status: 'SUCCEEDED', output: '{}' });
    await workflows.run('update-user', {});
    expect(timeout).toHaveBeenCalledOnce();
    expect(timeout.mock.calls[0]?.[0]).toBeGreaterThan(25_000);
    expect(timeout.mock.calls[0]?.[0]).toBeLessThan(29_000);
  });
});

describe('an execution that fails', () => {
  test.each(Object.keys(ERRORS) as ErrorCode[])('fails with %s and all it told', async (code) => {
    const error = new AppError(code, {
      problems: [{ pointer: '#/email', detail: 'must be an email address – é' }],
      members: { retry: { of: ['something'] } },
      retryAfterSeconds: 7,
    });
    const failure = await failureOf(failed(code, causeOf(taskFailure(error))));
    expect(failure).toBeInstanceOf(AppError);
    expect(failure).toMatchObject({
      ...{ code, problems: error.problems, members: error.members, retryAfterSeconds: 7 },
      message: ERRORS[code].message,
    });
  });

  test('with a code that told no more fails with that alone', async () => {
    const failure = await failureOf(
      failed('USER_EXISTS', causeOf(taskFailure(new AppError('USER_EXISTS')))),
    );
    expect(failure).toMatchObject({ code: 'USER_EXISTS', problems: [], members: {} });
    expect((failure as AppError).retryAfterSeconds).toBeUndefined();
  });

  test.each([undefined, '', 'text', 'null', '[]', '{}', '{"errorMessage":"null"}', '{"err'])(
    'with a code and the cause %j still fails with that code',
    async (cause) => {
      const failure = await failureOf(failed('USER_EXISTS', cause));
      expect(failure).toMatchObject({ code: 'USER_EXISTS', problems: [] });
    },
  );

  test.each(['Error', 'TypeError', 'handled', 'Lambda.Unknown', 'toString', 'States.Runtime'])(
    'with %s is a fault of ours, and not told as anything else',
    async (name) => {
      const failure = await failureOf(failed(name, '{"errorMessage":"inside"}'));
      expect(failure).not.toBeInstanceOf(AppError);
      expect(failure).toMatchObject({
        message: `Workflow user-registration ended FAILED: ${name}`,
      });
    },
  );

  test.each([
    ['that was timed out', { ...EXECUTION, status: 'TIMED_OUT' }],
    ['whose task was timed out', failed('States.Timeout')],
    ['whose function has no room', failed('Lambda.TooManyRequestsException')],
    ['whose function does not start', failed('Lambda.ServiceException')],
  ])('%s may be repeated later', async (_, answer) => {
    expect(await failureOf(answer)).toMatchObject(UNAVAILABLE);
  });
});

describe('a service that does not run it', () => {
  test.each([
    ['ThrottlingException', 400],
    ['StateMachineLimitExceeded', 400],
    ['InternalFailure', 500],
    ['ServiceUnavailable', 503],
  ])('by %s may be asked later', async (type, status) => {
    const failure = await failureOf({ __type: `com.amazonaws.states#${type}` }, status);
    expect(failure).toBeInstanceOf(AppError);
    expect(failure).toMatchObject(UNAVAILABLE);
    expect((failure as AppError).cause).toMatchObject({ type });
  });

  test.each(['AccessDeniedException', 'StateMachineDoesNotExist', 'ExpiredTokenException'])(
    'by %s is a fault of ours',
    async (type) => {
      const answer = { __type: `com.amazonaws.states#${type}`, message: 'It may not' };
      const failure = await failureOf(answer, 400);
      expect(failure).not.toBeInstanceOf(AppError);
      expect(failure).toMatchObject({ type, message: `${type}: It may not` });
    },
  );

  test('by an answer that is no JSON may be asked later', async () => {
    machines.answer('<html>Bad Gateway</html>', 502);
    await expect(workflows.run('update-user', {})).rejects.toMatchObject(UNAVAILABLE);
  });

  test('by a connection that is refused or cut may be asked later', async () => {
    machines.cut();
    await expect(workflows.run('update-user', {})).rejects.toMatchObject(UNAVAILABLE);
    const nobody = workflowsAt('http://127.0.0.1:1');
    await expect(nobody.run('update-user', {})).rejects.toMatchObject(UNAVAILABLE);
  });

  test('in time may be asked later', async () => {
    machines.hang();
    vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort(new Error('late')));
    await expect(workflows.run('update-user', {})).rejects.toMatchObject(UNAVAILABLE);
  });
});
