import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { RUNTIME_CLIENT } from './install-client.ts';
import { type Outcome, type RuntimeApi, startRuntimeApi } from './runtime-api.ts';

const INIT_TIMEOUT_MS = 60_000;
/** How long a function of the templates may take. */
export const FUNCTION_TIMEOUT_MS = 29_000;

/** Lambda has started Node without both; what works so works with them. */
const NODE_OPTIONS = ['--no-experimental-require-module', '--no-experimental-detect-module'];

export interface InstanceOptions {
  readonly name: string;
  readonly folder: string;
  /** "index.handler". */
  readonly handler: string;
  /** Nothing else is in its environment but what Lambda puts there. */
  readonly settings: Readonly<Record<string, string>>;
}

/** One process of the runtime client with one function in it. */
export interface FunctionInstance {
  /** From the start of the process to the first request for an event. */
  readonly initMs: number;
  /** Everything it wrote so far. */
  output(): string;
  /** Once the deadline has passed the process is killed, as on Lambda. */
  invoke(event: unknown, timeoutMs?: number): Promise<Outcome | 'timeout' | 'ended'>;
  stop(): Promise<void>;
}

/** @throws Error with what the process wrote when it does not come to ask for an event */
export async function startInstance(options: InstanceOptions): Promise<FunctionInstance> {
  const api = await startRuntimeApi();
  const from = performance.now();
  const child = spawn(process.execPath, [...NODE_OPTIONS, RUNTIME_CLIENT], {
    cwd: options.folder,
    env: environmentOf(options, api),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  const output = outputOf(child);
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await ended;
    await api.stop();
  };
  try {
    const first = await Promise.race([
      api.ready.then(() => 'ready'),
      ended.then(() => 'it ended'),
      sleep(INIT_TIMEOUT_MS, 'it took too long', { ref: false }),
    ]);
    if (first !== 'ready') throw new Error(first);
  } catch (error) {
    await stop();
    throw new Error(`${options.name} did not start (${error}):\n${output()}`, { cause: error });
  }
  return {
    initMs: performance.now() - from,
    output,
    async invoke(event, timeoutMs = FUNCTION_TIMEOUT_MS) {
      const given = new AbortController();
      const outcome = await Promise.race([
        api.send(event, Date.now() + timeoutMs),
        ended.then(() => 'ended' as const),
        sleep(timeoutMs, 'timeout' as const, { signal: given.signal }),
      ]);
      given.abort();
      if (outcome === 'timeout') await stop();
      return outcome;
    },
    stop,
  };
}

function environmentOf({ name, folder, handler, settings }: InstanceOptions, api: RuntimeApi) {
  return {
    PATH: process.env['PATH'] ?? '',
    TZ: ':UTC',
    LANG: 'en_US.UTF-8',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: `kitroom-test-${name}`,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/kitroom-test-${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: '2026/11/21/[$LATEST]0123456789abcdef',
    AWS_LAMBDA_RUNTIME_API: api.address,
    LAMBDA_TASK_ROOT: folder,
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    _HANDLER: handler,
    ...settings,
  };
}

function outputOf(child: ChildProcess): () => string {
  let written = '';
  const keep = (chunk: Buffer) => {
    written += chunk.toString();
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return () => written;
}
