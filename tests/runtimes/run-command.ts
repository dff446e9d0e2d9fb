import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { SignInDetails } from '../contracts/http/api-client.ts';
import type { Exit } from './run-to-exit.ts';

type Settings = Readonly<Record<string, string>>;

interface CommandOptions {
  readonly arguments?: readonly string[];
  /** Nothing else is in its environment. */
  readonly settings: Settings;
  /** What its standard input holds. */
  readonly input?: string;
}

/** Runs a script of this repository to its end, as one would from a shell. */
export async function runCommand(script: string, options: CommandOptions): Promise<Exit> {
  const file = fileURLToPath(new URL(`../../${script}`, import.meta.url));
  const child = spawn(process.execPath, [file, ...(options.arguments ?? [])], {
    env: options.settings,
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  // A command that refuses its arguments ends before it reads.
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  await once(child, 'close');
  return { code: child.exitCode, stdout, stderr };
}

/** Runs `npm run admin:create`. */
export function createAdmin(settings: Settings, { email, password }: SignInDetails): Promise<Exit> {
  return runCommand('src/entry/create-admin.ts', {
    arguments: ['--email', email],
    settings,
    input: `${password}\n`,
  });
}

/** An admin made by the real command in the store of the settings. */
export async function newAdmin(settings: Settings): Promise<SignInDetails> {
  const admin = {
    email: `admin.${randomUUID()}@example.com`,
    password: 'seven silver squirrels',
  };
  expect(await createAdmin(settings, admin)).toMatchObject({ code: 0, stderr: '' });
  return admin;
}
