import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { StateMachine } from 'aws-local-stepfunctions';
import updateUser from '../../src/workflows/update-user.asl.json' with { type: 'json' };
import userRegistration from '../../src/workflows/user-registration.asl.json' with { type: 'json' };
import type { Handler } from './function-gateway.ts';

const DEFINITIONS = { 'user-registration': userRegistration, 'update-user': updateUser };
type Input = Parameters<StateMachine['run']>[0];

export const ARNS = {
  USER_REGISTRATION_WORKFLOW:
    'arn:aws:states:eu-west-1:123456789012:stateMachine:user-registration',
  UPDATE_USER_WORKFLOW: 'arn:aws:states:eu-west-1:123456789012:stateMachine:update-user',
};

export interface AwsServices {
  readonly endpoint: string;
  /** What each execution was started with, as text. */
  readonly inputs: readonly string[];
  stop(): Promise<void>;
}

/**
 * The two services beside DynamoDB and S3 that functions call, over their wire: Secrets Manager with
 * one secret, and Step Functions, which runs the workflow files with the functions as their tasks.
 */
export async function startAwsServices(
  secret: Readonly<Record<string, string>>,
  tasks: (name: string) => Promise<Handler>,
): Promise<AwsServices> {
  const inputs: string[] = [];
  const server = createServer((request, response) => {
    const answer = async () => {
      const body = (await json(request)) as Readonly<Record<string, string>>;
      if (!/^AWS4-HMAC-SHA256 Credential=\S+/.test(request.headers.authorization ?? '')) {
        throw new Error('It is not signed');
      }
      switch (request.headers['x-amz-target']) {
        case 'secretsmanager.GetSecretValue':
          return { SecretString: JSON.stringify(secret) };
        case 'AWSStepFunctions.StartSyncExecution':
          inputs.push(String(body['input']));
          return execute(body, tasks);
        default:
          throw new Error('There is no such operation');
      }
    };
    answer().then(
      (value) => response.end(JSON.stringify(value)),
      (error: unknown) =>
        response
          .writeHead(400)
          .end(
            JSON.stringify({ __type: 'com.amazonaws#ValidationException', message: `${error}` }),
          ),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    inputs,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function execute(
  body: Readonly<Record<string, string>>,
  tasks: (name: string) => Promise<Handler>,
): Promise<object> {
  const name = String(body['stateMachineArn']).split(':').at(-1) as keyof typeof DEFINITIONS;
  const definition = DEFINITIONS[name];
  let failure: unknown;
  const handlers: Record<string, (input: Input) => Promise<Input>> = {};
  for (const [state, { Resource }] of Object.entries(definition.States)) {
    handlers[state] = async (input) => {
      const task = await tasks(Resource.slice(2, -1));
      try {
        return (await task(input)) as Input;
      } catch (error) {
        failure = error;
        throw error;
      }
    };
  }
  const machine = new StateMachine(definition as ConstructorParameters<typeof StateMachine>[0], {
    validationOptions: { noValidate: true },
  });
  const execution = machine.run(JSON.parse(String(body['input'])) as Input, {
    overrides: { taskResourceLocalHandlers: handlers },
  });
  try {
    return { status: 'SUCCEEDED', output: JSON.stringify(await execution.result) };
  } catch {
    const { name: error, message } = failure as Error;
    // As Lambda tells a state machine.
    const cause = JSON.stringify({ errorType: error, errorMessage: message, trace: [] });
    return { status: 'FAILED', error, cause };
  }
}
