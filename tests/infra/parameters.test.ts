import { expect, test } from 'vitest';
import { SAM_TEMPLATE } from './sam-template.ts';
import { fieldsOf, readYaml } from './yaml-template.ts';

const sam = fieldsOf(fieldsOf(readYaml(SAM_TEMPLATE))['Parameters']);
const serverless = fieldsOf(
  fieldsOf(fieldsOf(readYaml('infra/serverless/serverless.yml'))['params'])['default'],
);

/** The framework is given the stage in its own way, and cannot upload a template itself. */
const OF_SAM = ['Stage'];
const OF_SERVERLESS = ['loadBalancerTemplateUrl'];

test('both templates take the same parameters, with the same defaults', () => {
  const ofSam = Object.entries(sam)
    .filter(([name]) => !OF_SAM.includes(name))
    .map(([name, parameter]) => [
      name.charAt(0).toLowerCase() + name.slice(1),
      fieldsOf(parameter)['Default'],
    ]);
  const ofServerless = Object.entries(serverless).filter(([name]) => !OF_SERVERLESS.includes(name));
  const texts = (pairs: readonly (readonly unknown[])[]) =>
    Object.fromEntries(pairs.map(([name, value]) => [name, String(value)]));
  // Neither has a default for the secret, which only a deployment knows.
  expect({ ...texts(ofServerless), settingsSecretArn: 'undefined' }).toEqual(texts(ofSam));
});
