import type { SettingsReader } from './settings-reader.ts';

export interface WorkflowsConfig {
  /** Of the state machines that functions start; a server runs the workflow files itself. */
  readonly arns: Readonly<Record<'user-registration' | 'update-user', string>> | undefined;
  /** Of Step Functions for short executions; undefined is AWS itself. */
  readonly endpoint: string | undefined;
  /** Seals password hashes on their way through a workflow; undefined draws one in each process. */
  readonly key: Buffer | undefined;
}

const KEY_BYTES = 32;

export function parseWorkflows(settings: SettingsReader): WorkflowsConfig {
  const registration = parseArn(settings, 'USER_REGISTRATION_WORKFLOW');
  const update = parseArn(settings, 'UPDATE_USER_WORKFLOW');
  if ((registration === undefined) !== (update === undefined)) {
    const missing = registration === undefined ? 'USER_REGISTRATION' : 'UPDATE_USER';
    settings.fault(`${missing}_WORKFLOW`, 'must be set where the other workflow is');
  }
  return {
    arns:
      registration !== undefined && update !== undefined
        ? { 'user-registration': registration, 'update-user': update }
        : undefined,
    endpoint: settings.endpoint('AWS_ENDPOINT_URL_SFN')?.replace(/\/$/, ''),
    key: parseKey(settings),
  };
}

function parseArn(settings: SettingsReader, name: string): string | undefined {
  const value = settings.text(name, '');
  if (value === '') return undefined;
  if (!/^arn:aws[\w-]*:states:[\w-]+:\d{12}:stateMachine:[\w.-]+$/.test(value)) {
    settings.fault(name, `must be the ARN of a state machine, not ${JSON.stringify(value)}`);
  }
  return value;
}

/** A fault never shows the value. */
function parseKey(settings: SettingsReader): Buffer | undefined {
  const value = settings.text('WORKFLOW_KEY', '');
  if (value === '') return undefined;
  const key = Buffer.from(value, 'base64');
  if (key.length !== KEY_BYTES) {
    settings.fault('WORKFLOW_KEY', `must be ${KEY_BYTES} random bytes in base64`);
  }
  return key;
}
