import { AppError, isErrorCode } from '../domain/errors.ts';
import type { WorkflowName, Workflows } from '../ports/workflows.ts';
import { AwsFault, awsJson } from './aws-requests.ts';
import { readTaskFailure } from './task-failure.ts';

const RETRY_AFTER_SECONDS = 2;
/** Longer than the longest workflow, shorter than an answer may take. */
const TIMEOUT_MS = 28_000;
/** What passes: no room, no time, or a fault of AWS. */
const PASSING = new Set([
  'ThrottlingException',
  'StateMachineLimitExceeded',
  'InternalFailure',
  'ServiceUnavailable',
  'Lambda.TooManyRequestsException',
  'Lambda.ServiceException',
  'States.Timeout',
]);

interface StateMachines {
  readonly region: string;
  /** Without a slash at its end; undefined is AWS itself. */
  readonly endpoint: string | undefined;
  readonly arns: Readonly<Record<WorkflowName, string>>;
}

/** Runs workflows as Express state machines, each to its end. */
export function stepFunctionsWorkflows({ region, endpoint, arns }: StateMachines): Workflows {
  const startSyncExecution = awsJson(
    { service: 'states', region },
    {
      endpoint: endpoint ?? `https://sync-states.${region}.amazonaws.com`,
      target: 'AWSStepFunctions.StartSyncExecution',
      version: '1.0',
    },
  );
  return {
    async run(workflow, input) {
      const started = { stateMachineArn: arns[workflow], input: JSON.stringify(input) };
      let told: Readonly<Record<string, unknown>>;
      try {
        told = await startSyncExecution(started, TIMEOUT_MS);
      } catch (error) {
        throw error instanceof AwsFault && !PASSING.has(error.type) ? error : unavailable(error);
      }
      const { status, output, error, cause } = told;
      if (status === 'SUCCEEDED') return JSON.parse(String(output ?? 'null'));
      const name = String(error ?? status);
      if (isErrorCode(name)) throw readTaskFailure(name, cause);
      const failure = new Error(`Workflow ${workflow} ended ${status}: ${name}`);
      throw status === 'TIMED_OUT' || PASSING.has(name) ? unavailable(failure) : failure;
    },
  };
}

/** It may have been cut off anywhere; each step can be repeated. */
function unavailable(cause: unknown): AppError {
  return new AppError('STORE_UNAVAILABLE', { retryAfterSeconds: RETRY_AFTER_SECONDS, cause });
}
