import { createInterface } from 'node:readline/promises';
import { StepFailure } from './step.ts';
import type { StageOptions } from './stage-options.ts';

/**
 * Production goes on only where its name is typed.
 * @throws StepFailure when anything else is
 */
export async function confirmProduction(
  { stage, yes }: StageOptions,
  question: string,
): Promise<void> {
  if (stage !== 'production' || yes) return;
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  const answer = await Promise.race([lines.question(`${question} Type ${stage}: `), ended]);
  lines.close();
  if (answer !== stage) throw new StepFailure('That was not its name. Nothing was changed.');
}
