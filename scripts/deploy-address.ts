import { findStack } from './aws/aws-answers.ts';
import { stackStep } from './aws/deploy-plan.ts';
import { addressOf } from './aws/next-steps.ts';
import { stackName } from './aws/stage.ts';
import { readStageOptions, STAGE_USAGE } from './aws/stage-options.ts';

const USAGE = `Usage: npm run --silent deploy:address -- --stage staging [--region eu-west-1]
${STAGE_USAGE}`;

try {
  const options = readStageOptions(process.argv.slice(2), process.env, USAGE);
  const stack = await findStack(stackStep(options), () => undefined);
  if (stack === undefined) throw new Error(`There is no stack ${stackName(options)}.`);
  // Alone on standard output, for whatever calls the API next.
  console.log(addressOf(stack));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
