import type { Tool } from './stage.ts';
import { failureOf, type Step, StepFailure, type StepResult, type Tell, tryStep } from './step.ts';

export interface Stack {
  readonly id: string;
  readonly status: string;
  readonly madeBy: Tool;
  readonly outputs: Readonly<Record<string, string>>;
}

interface StackAnswer {
  readonly StackId: string;
  readonly StackStatus: string;
  readonly Outputs?: readonly { readonly OutputKey: string; readonly OutputValue: string }[];
}

/** The stack; undefined where there is none, and nothing but that. */
export async function findStack(step: Step, tell?: Tell): Promise<Stack | undefined> {
  const result = await tryStep(step, tell);
  if (result.code !== 0 && /ValidationError.* does not exist/s.test(result.stderr))
    return undefined;
  const { Stacks } = answerOf<{ Stacks: readonly StackAnswer[] }>(step, result);
  const [stack] = Stacks;
  if (stack === undefined) throw new StepFailure(step.otherwise);
  const outputs = Object.fromEntries(
    (stack.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
  );
  return {
    id: stack.StackId,
    status: stack.StackStatus,
    // The framework adds this output to every stack it makes.
    madeBy: 'ServerlessDeploymentBucketName' in outputs ? 'serverless' : 'sam',
    outputs,
  };
}

/** The ARN of the secret; undefined where there is none, and nothing but that. */
export async function findSecret(step: Step): Promise<string | undefined> {
  const result = await tryStep(step);
  if (result.code !== 0 && result.stderr.includes('ResourceNotFoundException')) return undefined;
  const secret = answerOf<{ ARN: string; Name: string; DeletedDate?: unknown }>(step, result);
  if (secret.DeletedDate !== undefined) {
    throw new StepFailure(
      `The secret ${secret.Name} is about to be deleted. Keep it, or every session and every password made with it ends: aws secretsmanager restore-secret --secret-id ${secret.Name}`,
    );
  }
  return secret.ARN;
}

/** @throws StepFailure when the step failed or its answer is no JSON */
export function answerOf<T>(step: Step, result: StepResult): T {
  if (result.code !== 0) throw failureOf(step, result);
  try {
    return JSON.parse(result.stdout) as T;
  } catch {
    throw failureOf(step, result);
  }
}
