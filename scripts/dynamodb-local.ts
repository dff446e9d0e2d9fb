import { once } from 'node:events';
import { join } from 'node:path';
import { parseConfig } from '../src/config/config.ts';
import { readEnv } from '../src/config/env.ts';
import { startLocalEngine, stopProcess } from './local-engine.ts';

const PORT = 8000;

try {
  const { dataDir } = parseConfig(readEnv());
  const folder = join(dataDir, 'dynamodb');
  const engine = await startLocalEngine(PORT, folder);
  console.log(`DynamoDB Local is running at http://127.0.0.1:${PORT}, its data in ${folder}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => void stopProcess(engine));
  }
  await once(engine, 'exit');
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
