import { existsSync } from 'node:fs';

/** The settings as text. The only place that reads the environment. */
export type Env = Readonly<Record<string, string | undefined>>;

/** The environment, and below it a file `.env` in the working directory where there is one. */
export function readEnv(): Env {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}
