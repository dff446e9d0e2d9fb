import { keySetText, newKey, parseKeySet, rotatedKeys } from '../src/services/key-set.ts';
import { confirmProduction } from './aws/confirm.ts';
import { AWS_STEP, identityStep } from './aws/deploy-plan.ts';
import { readSecretStep, replaceSecretStep, restartSteps } from './aws/keys-plan.ts';
import { withSecretFile } from './aws/settings-secret.ts';
import { listResources } from './aws/stack-resources.ts';
import { secretName } from './aws/stage.ts';
import { type KeysOptions, readKeysOptions } from './aws/stage-options.ts';
import { runStep, StepFailure } from './aws/step.ts';

try {
  await rotate(readKeysOptions(process.argv.slice(2), process.env));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

async function rotate(options: KeysOptions): Promise<void> {
  await runStep(AWS_STEP);
  await runStep(identityStep(options));
  // Before anything is changed: without these names the new keys would reach nobody.
  const functions = await listResources(options, 'AWS::Lambda::Function');
  if (functions.length === 0) throw new StepFailure('The stack has no function.');
  const settings = await readSettings(options);
  await confirmProduction(options, `This rotates the keys of ${options.stage}.`);
  const now = new Date();
  const renewed = JSON.stringify({ ...settings, TOKEN_KEYS: renewedKeys(settings, now, options) });
  await withSecretFile(renewed, (file) => runStep(replaceSecretStep(options, file)));
  await restart(options, functions, now);
  console.log('Every function has the new keys.');
}

/** @throws Error in one sentence, without the secret, when it is none of ours */
async function readSettings(options: KeysOptions): Promise<Readonly<Record<string, unknown>>> {
  const name = secretName(options.stage);
  const { stdout } = await runStep(readSecretStep(options));
  try {
    return JSON.parse((JSON.parse(stdout) as { SecretString: string }).SecretString);
  } catch {
    // What a parser says would quote the secret.
    throw new StepFailure(`The secret ${name} is no JSON object. Nothing was changed.`);
  }
}

function renewedKeys(
  { TOKEN_KEYS: keys }: Readonly<Record<string, unknown>>,
  now: Date,
  options: KeysOptions,
): string {
  // The keys are JSON themselves, and may stand in the secret as such.
  const text = typeof keys === 'string' ? keys : JSON.stringify(keys ?? '');
  const before = parseKeySet(text, secretName(options.stage));
  return keySetText(options.now ? [newKey(now)] : rotatedKeys(before, now));
}

/** @throws StepFailure that names the functions which still have the old keys */
async function restart(
  options: KeysOptions,
  functions: readonly string[],
  now: Date,
): Promise<void> {
  const failures: string[] = [];
  for (const name of functions) {
    try {
      for (const step of restartSteps(options, name, now)) await runStep(step);
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
  }
  if (failures.length === 0) return;
  throw new StepFailure(
    [
      ...failures,
      'The secret has the new keys; these functions have them once they are deployed.',
    ].join('\n'),
  );
}
