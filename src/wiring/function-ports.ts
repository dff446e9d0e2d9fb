import { randomUUID } from 'node:crypto';
import type { Config } from '../config/config.ts';
import type { Env } from '../config/env.ts';
import { settingsSecretOf, withSecretSettings } from '../config/secret-settings.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { NewId } from '../ports/new-id.ts';
import { lineLog } from '../services/line-log.ts';
import { readSecret } from '../services/read-secret.ts';

/** What every function has, whatever it does. */
export interface FunctionPorts {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Log;
}

export function functionPorts({ logLevel }: Config): FunctionPorts {
  return { clock: () => new Date(), newId: () => randomUUID(), log: lineLog(logLevel) };
}

/** The settings with those that a secret holds, read once for each instance. */
export async function withSecrets(env: Env): Promise<Env> {
  const secret = settingsSecretOf(env);
  if (secret === undefined) return env;
  return withSecretSettings(env, await readSecret(secret));
}
