import type { Stack } from './aws-answers.ts';
import { stackName } from './stage.ts';
import { type DeployOptions, stageArguments } from './stage-options.ts';
import { StepFailure } from './step.ts';

/** What CloudFormation can update. */
const FIT = new Set([
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
  'IMPORT_COMPLETE',
  'IMPORT_ROLLBACK_COMPLETE',
]);

/** @throws StepFailure where the stack there is cannot be deployed to, with what to do first */
export function refuseUnfit(stack: Stack | undefined, options: DeployOptions): void {
  if (stack === undefined) return;
  const name = stackName(options);
  if (stack.madeBy !== options.tool) {
    const script = stack.madeBy === 'sam' ? 'deploy' : 'deploy:serverless';
    throw new StepFailure(
      `The stack ${name} was made by the other tool: npm run ${script} -- ${stageArguments(options)}`,
    );
  }
  if (FIT.has(stack.status)) return;
  const { status } = stack;
  if (status.endsWith('_IN_PROGRESS')) {
    throw new StepFailure(`The stack ${name} is being changed (${status}): try again later.`);
  }
  if (status === 'UPDATE_ROLLBACK_FAILED') {
    throw new StepFailure(
      `The stack ${name} could not be put back (${status}): aws cloudformation continue-update-rollback --stack-name ${name}`,
    );
  }
  throw new StepFailure(
    `The stack ${name} was never whole (${status}): npm run remove -- ${stageArguments(options)}, and deploy again.`,
  );
}
