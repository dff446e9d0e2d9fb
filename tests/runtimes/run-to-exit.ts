import { once } from 'node:events';
import { runKitroom } from './kitroom-process.ts';

export interface Exit {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the server with settings it should refuse, and waits until it ends. */
export async function runToExit(settings: Readonly<Record<string, string>>): Promise<Exit> {
  const { child } = runKitroom({ PORT: '0', ...settings });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const tooLong = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await once(child, 'close');
  clearTimeout(tooLong);
  return { code: child.exitCode, stdout, stderr };
}
