import { answerOf, findSecret, findStack } from './aws/aws-answers.ts';
import { confirmProduction } from './aws/confirm.ts';
import {
  AWS_STEP,
  buildSteps,
  createSecretStep,
  deployStep,
  identityStep,
  secretStep,
  stackStep,
  toolStep,
} from './aws/deploy-plan.ts';
import { nextSteps } from './aws/next-steps.ts';
import { newSettings, withSecretFile } from './aws/settings-secret.ts';
import { secretName, stackName } from './aws/stage.ts';
import { type DeployOptions, readDeployOptions } from './aws/stage-options.ts';
import { refuseUnfit } from './aws/stack-state.ts';
import { runStep } from './aws/step.ts';

try {
  const options = readDeployOptions(process.argv.slice(2), process.env);
  const secretArn = await check(options);
  for (const step of buildSteps(options, secretArn)) await runStep(step);
  await runStep(deployStep(options, secretArn ?? (await makeSecret(options))));
  const stack = await findStack(stackStep(options));
  if (stack === undefined) throw new Error(`There is no stack ${stackName(options)} now.`);
  console.log(nextSteps(options, stack));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

/** Everything that can be known before anything is changed; gives the ARN of a secret there is. */
async function check(options: DeployOptions): Promise<string | undefined> {
  await runStep(AWS_STEP);
  await runStep(toolStep(options.tool));
  const step = identityStep(options);
  const { Account, Arn } = answerOf<{ Account: string; Arn: string }>(step, await runStep(step));
  console.log(`  account ${Account}, as ${Arn}`);
  refuseUnfit(await findStack(stackStep(options)), options);
  const secretArn = await findSecret(secretStep(options));
  const { stage, region } = options;
  await confirmProduction(options, `This deploys to ${stage} in ${region}, account ${Account}.`);
  return secretArn;
}

async function makeSecret(options: DeployOptions): Promise<string> {
  const { ARN } = await withSecretFile(newSettings(new Date()), async (file) => {
    const step = createSecretStep(options, file);
    return answerOf<{ ARN: string }>(step, await runStep(step));
  });
  console.log(`  ${secretName(options.stage)} is made once and never written over`);
  return ARN;
}
