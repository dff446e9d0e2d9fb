import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** One command of a deployment, as data, so that a plan can be looked at before it is followed. */
export interface Step {
  /** Told in one line before it runs. */
  readonly title: string;
  readonly command: readonly [tool: string, ...args: string[]];
  /** From the root of the project. */
  readonly folder?: string;
  /** What to do where it fails, in one sentence. */
  readonly otherwise: string;
  /** Whether its output is for whoever runs it, or an answer to be read. */
  readonly shows?: boolean;
}

export interface StepResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where the title of a step goes. */
export type Tell = (line: string) => void;

/** What a step that failed had to say, and the sentence of the step. */
export class StepFailure extends Error {
  override readonly name = 'StepFailure';
}

const ROOT = new URL('../../', import.meta.url);

/** A tool must neither wait in a pager nor report home. */
const QUIET = { AWS_PAGER: '', SAM_CLI_TELEMETRY: '0', SLS_TELEMETRY_DISABLED: '1' };

/**
 * Tells the step and runs it to its end.
 * @throws StepFailure when it fails
 */
export async function runStep(step: Step, tell: Tell = console.log): Promise<StepResult> {
  const result = await tryStep(step, tell);
  if (result.code === 0) return result;
  throw failureOf(step, result);
}

/**
 * Tells the step and runs it to its end, whatever its exit code.
 * @throws StepFailure when there is no such tool
 */
export async function tryStep(step: Step, tell: Tell = console.log): Promise<StepResult> {
  const [tool, ...args] = step.command;
  tell(`- ${step.title}`);
  const child = spawn(tool, args, {
    cwd: new URL(step.folder ?? '.', ROOT),
    env: { ...process.env, ...QUIET },
    stdio: ['ignore', step.shows ? 'inherit' : 'pipe', step.shows ? 'inherit' : 'pipe'],
  });
  // Ctrl-C reaches the tool by itself; here it would skip what cleans up after the step.
  const ignore = () => undefined;
  process.on('SIGINT', ignore);
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, stdout, stderr };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new StepFailure(
      code === 'ENOENT' ? step.otherwise : `${tool}: ${message}\n${step.otherwise}`,
    );
  } finally {
    process.off('SIGINT', ignore);
  }
}

export function failureOf(step: Step, { stdout, stderr }: StepResult): StepFailure {
  const output = `${stdout}${stderr}`.trim();
  return new StepFailure(output === '' ? step.otherwise : `${output}\n${step.otherwise}`);
}
