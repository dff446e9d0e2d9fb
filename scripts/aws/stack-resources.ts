import { answerOf } from './aws-answers.ts';
import { aws } from './deploy-plan.ts';
import { stackName } from './stage.ts';
import type { StageOptions } from './stage-options.ts';
import { runStep, type Step } from './step.ts';

/** The names of what the stack has of a type. */
export async function listResources(
  options: StageOptions,
  type: 'AWS::CloudWatch::Alarm' | 'AWS::Lambda::Function',
): Promise<readonly string[]> {
  const name = stackName(options);
  const step: Step = {
    title: `What the stack ${name} has is looked up`,
    command: aws(options.region, 'cloudformation', 'list-stack-resources', '--stack-name', name),
    otherwise: `What the stack ${name} has could not be looked up.`,
  };
  const { StackResourceSummaries } = answerOf<{
    StackResourceSummaries: readonly { ResourceType: string; PhysicalResourceId?: string }[];
  }>(step, await runStep(step));
  return StackResourceSummaries.filter(({ ResourceType }) => ResourceType === type).flatMap(
    ({ PhysicalResourceId }) => PhysicalResourceId ?? [],
  );
}
