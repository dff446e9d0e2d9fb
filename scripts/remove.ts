import { answerOf, findStack } from './aws/aws-answers.ts';
import { confirmProduction } from './aws/confirm.ts';
import { AWS_STEP, identityStep, stackStep, toolStep } from './aws/deploy-plan.ts';
import { leftStep, removeStep } from './aws/remove-plan.ts';
import { secretName, stackName } from './aws/stage.ts';
import { readStageOptions, STAGE_USAGE, type StageOptions } from './aws/stage-options.ts';
import { runStep } from './aws/step.ts';

const USAGE = `Usage: npm run remove -- --stage dev [--region eu-west-1] [--yes]
${STAGE_USAGE}`;

interface Resources {
  readonly StackResourceSummaries: readonly {
    readonly ResourceType: string;
    readonly ResourceStatus: string;
    readonly PhysicalResourceId?: string;
  }[];
}

try {
  await remove(readStageOptions(process.argv.slice(2), process.env, USAGE));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

async function remove(options: StageOptions): Promise<void> {
  const { stage, region } = options;
  await runStep(AWS_STEP);
  await runStep(identityStep(options));
  const stack = await findStack(stackStep(options));
  if (stack === undefined) throw new Error(`There is no stack ${stackName(options)} in ${region}.`);
  await runStep(toolStep(stack.madeBy));
  await confirmProduction(options, `This removes ${stage} in ${region}, with its API.`);
  await runStep(removeStep(options, stack.madeBy));
  const step = leftStep(options, stack.id);
  const { StackResourceSummaries } = answerOf<Resources>(step, await runStep(step));
  const kept = StackResourceSummaries.filter(
    ({ ResourceStatus }) => ResourceStatus !== 'DELETE_COMPLETE',
  ).map(({ ResourceType, PhysicalResourceId = '' }) => `${ResourceType} ${PhysicalResourceId}`);
  const secret = secretName(stage);
  console.log(
    [
      'Removed. Kept, and still paid for:',
      ...[...kept, `AWS::SecretsManager::Secret ${secret}`].map((line) => `  ${line}`),
      'The next deployment takes the secret again. Without it the passwords in a table that was kept open nothing any more. To delete it:',
      `  aws secretsmanager delete-secret --secret-id ${secret} --recovery-window-in-days 30 --region ${region}`,
      ...(kept.length > 0
        ? [
            'What was kept is in the way of the next deployment under its names: docs/aws.md says how.',
          ]
        : []),
    ].join('\n'),
  );
}
