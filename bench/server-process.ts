import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Settings } from './bench-store.ts';
import { firstAnswer } from './first-answer.ts';

const KITROOM = fileURLToPath(new URL('../src/entry/start.js', import.meta.url));

export interface ServerProcess {
  readonly baseUrl: string;
  readonly pid: number;
  /** From before the process was made to its first answer. */
  readonly startMs: number;
  stop(): Promise<void>;
}

const running = new Set<ChildProcess>();

/** Kitroom as its users run it, with no settings but the given and the port. */
export function startKitroom(settings: Settings): Promise<ServerProcess> {
  return start(KITROOM, settings);
}

/** Any other script that takes the settings and PORT. */
export function startServer(script: URL, settings: Settings): Promise<ServerProcess> {
  return start(fileURLToPath(script), settings);
}

/** For a run that ends early: no time to ask. */
export function killServers(): void {
  for (const child of running) child.kill('SIGKILL');
}

async function start(script: string, settings: Settings): Promise<ServerProcess> {
  const port = await freePort();
  const env = { ...settings, PORT: String(port) };
  const startedAt = performance.now();
  // Standard output goes to /dev/null: in a file its pages would be flushed with SQLite's.
  const child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const baseUrl = `http://127.0.0.1:${port}`;
  await firstAnswer(`${baseUrl}/health/live`, () => child.exitCode === null);
  return {
    baseUrl,
    pid: child.pid ?? 0,
    startMs: performance.now() - startedAt,
    async stop() {
      if (!running.has(child)) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
