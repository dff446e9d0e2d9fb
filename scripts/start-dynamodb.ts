import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseConfig } from '../src/config/config.ts';
import { readEnv } from '../src/config/env.ts';
import { startLocalEngine, stopProcess } from './local-engine.ts';

const PORT = 8000;

let engine: ChildProcess | undefined;
let server: ChildProcess | undefined;
let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    stopping = true;
    server?.kill(signal);
  });
}

try {
  process.exitCode = await run();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  if (engine) await stopProcess(engine);
}

/** Engine, tables, server: each only when the one before is ready. */
async function run(): Promise<number> {
  const env: Record<string, string | undefined> = {
    AWS_REGION: 'eu-west-1',
    ...readEnv(),
    STORE: 'dynamodb',
  };
  // A setting left empty counts as not set.
  const startsEngine = !env['DYNAMODB_ENDPOINT']?.trim();
  if (startsEngine) env['DYNAMODB_ENDPOINT'] = `http://127.0.0.1:${PORT}`;
  const { dataDir } = parseConfig(env);
  if (startsEngine) engine = await startLocalEngine(PORT, join(dataDir, 'dynamodb'));
  const tables = await runNode('../src/entry/create-tables.ts', env);
  return tables === 0 && !stopping ? runNode('../src/entry/start.js', env) : tables;
}

async function runNode(
  script: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const file = fileURLToPath(new URL(script, import.meta.url));
  server = spawn(process.execPath, [file], { env, stdio: 'inherit', detached: true });
  const [code] = (await once(server, 'exit')) as [number | null];
  return code ?? 1;
}
