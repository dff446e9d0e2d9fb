import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Api, apiClient } from '../contracts/http/api-client.ts';

const START = 'src/entry/start.js';
const START_TIMEOUT_MS = 60_000;

export interface KitroomProcess {
  readonly baseUrl: string;
  readonly dataDir: string;
  readonly child: ChildProcess;
  /** Everything written to standard output and standard error so far. */
  output(): string;
  /** Sends the signal and gives the exit code, or the signal's name when it ended the process. */
  stop(signal?: NodeJS.Signals): Promise<number | NodeJS.Signals | null>;
}

/** Starts the real server on a free port and waits until it listens. */
export async function startKitroom(
  settings: Readonly<Record<string, string>> = {},
): Promise<KitroomProcess> {
  const dataDir = settings['DATA_DIR'] ?? (await newDataDir());
  const { child, output } = runKitroom({ PORT: '0', DATA_DIR: dataDir, ...settings });
  const baseUrl = await addressOf(child, output);
  return {
    baseUrl,
    dataDir,
    child,
    output,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) {
        const exited = once(child, 'exit');
        child.kill(signal);
        await exited;
      }
      return child.exitCode ?? child.signalCode;
    },
  };
}

/** Starts the server process with nothing in its environment but these settings. */
export function runKitroom(settings: Readonly<Record<string, string>>) {
  const child = spawnScript(START, { LOG_LEVEL: 'warn', ...settings });
  let text = '';
  const keep = (chunk: Buffer) => {
    text += chunk.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  return { child, output: () => text };
}

/** Starts a script of this repository with nothing in its environment but these settings. */
export function spawnScript(script: string, settings: Readonly<Record<string, string>>) {
  const file = fileURLToPath(new URL(`../../${script}`, import.meta.url));
  return spawn(process.execPath, [file], { env: settings, stdio: ['ignore', 'pipe', 'pipe'] });
}

export async function newDataDir(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'kitroom-test-'));
}

export async function removeDataDir(dataDir: string): Promise<void> {
  await rm(dataDir, { recursive: true, force: true });
}

/** Waits for the banner and gives the address it names. */
export async function addressOf(
  child: ChildProcess,
  output: () => string,
  timeoutMs = START_TIMEOUT_MS,
): Promise<string> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    const address = /running at (\S+)/.exec(output())?.[1];
    if (address !== undefined) return address;
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  child.kill('SIGKILL');
  throw new Error(`Kitroom did not start:\n${output()}`);
}

/** A client of a server that lives on; after `end` its calls fail as those to a dead one. */
export function endingApi({ baseUrl }: KitroomProcess): {
  readonly api: Api;
  readonly end: () => void;
} {
  let ended = false;
  const api = apiClient({
    baseUrl() {
      if (ended) throw new Error('No more calls');
      return baseUrl;
    },
  });
  return {
    api,
    end() {
      ended = true;
    },
  };
}
