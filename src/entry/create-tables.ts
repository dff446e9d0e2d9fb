import { parseConfig } from '../config/config.ts';
import { readEnv } from '../config/env.ts';
import { createStoreTables } from '../wiring/create-store-tables.ts';

try {
  await createStoreTables(parseConfig({ STORE: 'dynamodb', ...readEnv() }), (name, made) => {
    console.log(`${made ? 'made ' : 'there'}  ${name}`);
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
