import { aws } from './deploy-plan.ts';
import { secretName } from './stage.ts';
import type { StageOptions } from './stage-options.ts';
import type { Step } from './step.ts';

/** Its answer is JSON with the secret itself: never to be shown. */
export function readSecretStep({ stage, region }: StageOptions): Step {
  const name = secretName(stage);
  return {
    title: `The secret ${name} is read`,
    command: aws(region, 'secretsmanager', 'get-secret-value', '--secret-id', name),
    otherwise: `The secret ${name} could not be read. Nothing was changed.`,
  };
}

/** Secrets Manager keeps the version before as AWSPREVIOUS. */
export function replaceSecretStep({ stage, region }: StageOptions, file: string): Step {
  const name = secretName(stage);
  const text = ['--secret-string', `file://${file}`];
  return {
    title: `The secret ${name} has a new version`,
    command: aws(region, 'secretsmanager', 'put-secret-value', '--secret-id', name, ...text),
    otherwise: `The secret ${name} could not be replaced. Nothing was changed.`,
  };
}

/** An instance reads the secret once, and any new setting of its function makes new instances. */
export function restartSteps({ region }: StageOptions, name: string, now: Date): readonly Step[] {
  const otherwise = `${name} was not restarted.`;
  const note = `Restarted at ${now.toISOString()}`;
  const named = ['--function-name', name];
  return [
    {
      title: `${name} is restarted`,
      command: aws(
        region,
        'lambda',
        'update-function-configuration',
        ...named,
        '--description',
        note,
      ),
      otherwise,
    },
    {
      title: `${name} is waited for`,
      command: aws(region, 'lambda', 'wait', 'function-updated-v2', ...named),
      otherwise,
    },
  ];
}
