import { aws, osls, SERVERLESS } from './deploy-plan.ts';
import { stackName, type Tool } from './stage.ts';
import type { StageOptions } from './stage-options.ts';
import type { Step } from './step.ts';

/** Everything of the stack but what its template says to keep. */
export function removeStep(options: StageOptions, madeBy: Tool): Step {
  const { region } = options;
  const name = stackName(options);
  return {
    title: `The stack ${name} is removed from ${region}`,
    ...(madeBy === 'sam'
      ? {
          command: ['sam', 'delete', '--stack-name', name, '--region', region, '--no-prompts'],
        }
      : { command: osls('remove', options), folder: SERVERLESS }),
    otherwise: `The stack ${name} was not removed as a whole: see what CloudFormation says of it, and run this again.`,
    shows: true,
  };
}

/** What is left of a stack, which is known by its id once its name is free. Its answer is JSON. */
export function leftStep({ region }: StageOptions, stackId: string): Step {
  return {
    title: 'What was kept is looked up',
    command: aws(region, 'cloudformation', 'list-stack-resources', '--stack-name', stackId),
    otherwise: 'The stack is removed, but what was kept could not be looked up.',
  };
}
