import { once } from 'node:events';
import { expect } from 'vitest';
import { spawnScript } from './kitroom-process.ts';

export interface Exit {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the server with settings it should refuse, and waits until it ends. */
export function runToExit(settings: Readonly<Record<string, string>>): Promise<Exit> {
  return runScript('src/entry/start.js', { LOG_LEVEL: 'warn', PORT: '0', ...settings });
}

/** Runs a script of this repository to its end. */
export async function runScript(
  script: string,
  settings: Readonly<Record<string, string>>,
): Promise<Exit> {
  const child = spawnScript(script, settings);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const tooLong = setTimeout(() => child.kill('SIGKILL'), 60_000);
  await once(child, 'close');
  clearTimeout(tooLong);
  return { code: child.exitCode, stdout, stderr };
}

/** One clear message and nothing of the inside. */
export function expectRefusal(
  { code, stdout, stderr }: Exit,
  ...lines: readonly (string | RegExp)[]
): void {
  expect(code).toBe(1);
  expect(stdout).toBe('');
  const found = stderr.trimEnd().split('\n');
  expect(found).toEqual(
    lines.map((line) => (typeof line === 'string' ? line : expect.stringMatching(line))),
  );
  expect(stderr).not.toMatch(/^\s+at |node:internal|\.ts:\d/m);
}
