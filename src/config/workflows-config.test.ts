import { describe, expect, test } from 'vitest';
import { SettingsReader } from './settings-reader.ts';
import { parseWorkflows } from './workflows-config.ts';

const ARN = 'arn:aws:states:eu-west-1:123456789012:stateMachine:kitroom-dev-registration';

function faultsOf(env: Readonly<Record<string, string>>): readonly string[] {
  const settings = new SettingsReader(env);
  parseWorkflows(settings);
  return settings.faults;
}

describe('the settings of workflows', () => {
  test('are none where nothing is set', () => {
    const settings = new SettingsReader({});
    expect(parseWorkflows(settings)).toEqual({ arns: undefined, endpoint: undefined });
    expect(settings.faults).toEqual([]);
  });

  test('name both state machines or none', () => {
    expect(faultsOf({ USER_REGISTRATION_WORKFLOW: ARN })).toEqual([
      'UPDATE_USER_WORKFLOW: must be set where the other workflow is',
    ]);
    expect(faultsOf({ UPDATE_USER_WORKFLOW: ARN })).toEqual([
      'USER_REGISTRATION_WORKFLOW: must be set where the other workflow is',
    ]);
    expect(faultsOf({ USER_REGISTRATION_WORKFLOW: ARN, UPDATE_USER_WORKFLOW: ARN })).toEqual([]);
  });

  test.each(['registration', `${ARN}:1 `, ARN.replace('states', 'lambda')])('are no %s', (name) => {
    const env = { USER_REGISTRATION_WORKFLOW: `${name}!`, UPDATE_USER_WORKFLOW: ARN };
    expect(faultsOf(env)[0]).toContain('USER_REGISTRATION_WORKFLOW: must be the ARN');
  });

  test('have a key of 32 bytes, which no fault shows', () => {
    const short = Buffer.alloc(31, 7).toString('base64');
    expect(faultsOf({ WORKFLOW_KEY: short })).toEqual([
      'WORKFLOW_KEY: must be 32 random bytes in base64',
    ]);
    expect(faultsOf({ WORKFLOW_KEY: Buffer.alloc(32).toString('base64') })).toEqual([]);
  });
});
