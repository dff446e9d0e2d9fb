import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { OUTPUTS } from './aws-fixtures.ts';

function read<T>(path: string): T {
  const text = readFileSync(new URL(`../../infra/${path}`, import.meta.url), 'utf8');
  // The tags are CloudFormation's, and only names are looked at here.
  return parse(text, { logLevel: 'error' }) as T;
}

interface Template {
  readonly Parameters: Readonly<Record<string, unknown>>;
  readonly Outputs: Readonly<Record<string, unknown>>;
}

const sam = read<Template>('sam/template.yaml');
const serverless = read<{
  readonly params: { readonly default: Readonly<Record<string, unknown>> };
  readonly custom: { readonly prefix: string };
  readonly provider: { readonly stackName: string };
}>('serverless/serverless.yml');
const { Outputs: serverlessOutputs } = read<Pick<Template, 'Outputs'>>('serverless/outputs.yml');
describe('what the scripts rely on is in both templates', () => {
  test('the parameters that a deployment gives', () => {
    const given = ['Stage', 'NamePrefix', 'SettingsSecretArn'];
    for (const name of given) expect(sam.Parameters).toHaveProperty(name);
    expect(serverless.custom.prefix).toMatch(/^\$\{param:namePrefix\}-\$\{sls:stage\}$/);
    expect(serverless.provider.stackName).toMatch(/^\$\{self:custom\.prefix\}$/);
  });

  test('the outputs that a deployment tells of', () => {
    for (const output of Object.keys(OUTPUTS)) {
      expect(sam.Outputs).toHaveProperty(output);
      expect(serverlessOutputs).toHaveProperty(output);
    }
    for (const outputs of [sam.Outputs, serverlessOutputs]) {
      expect(outputs).toHaveProperty('DomainUrl');
      expect(outputs).not.toHaveProperty('ServerlessDeploymentBucketName');
    }
  });

  test('the same parameters for --set, each spelt as its tool does', () => {
    // What a file of the stages says there.
    const ofStages = ['LogRetentionDays', 'ThrottleBurst', 'ThrottleRate'];
    const names = Object.keys(sam.Parameters).filter(
      (name) => !['Stage', 'SettingsSecretArn', ...ofStages].includes(name),
    );
    for (const name of names) {
      expect(serverless.params.default).toHaveProperty(
        `${name.charAt(0).toLowerCase()}${name.slice(1)}`,
      );
    }
  });
});
