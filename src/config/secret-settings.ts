import type { Env } from './env.ts';

/** The settings that a secret may hold; nothing else of it is read. */
const SECRET_SETTINGS = ['TOKEN_KEYS', 'PASSWORD_PEPPERS', 'WORKFLOW_KEY'] as const;

/** Where the secret is that holds settings; undefined where none is named. */
export function settingsSecretOf(env: Env) {
  const secretId = env['SETTINGS_SECRET']?.trim();
  if (!secretId) return undefined;
  const region = env['AWS_REGION']?.trim();
  if (!region) throw new Error('AWS_REGION: must be set for SETTINGS_SECRET');
  return { secretId, region, endpoint: env['AWS_ENDPOINT_URL_SECRETS_MANAGER']?.trim() };
}

/**
 * The settings with those of a secret, which is a JSON object of texts.
 * @throws Error in one sentence, without the secret, when it is none
 */
export function withSecretSettings(env: Env, secret: string): Env {
  let held: unknown;
  try {
    held = JSON.parse(secret);
  } catch {
    held = undefined;
  }
  if (typeof held !== 'object' || held === null || Array.isArray(held)) {
    throw new Error('SETTINGS_SECRET: the secret must be a JSON object of settings');
  }
  const read: Record<string, string> = {};
  for (const name of SECRET_SETTINGS) {
    const value = (held as Readonly<Record<string, unknown>>)[name];
    if (value === undefined) continue;
    // The token keys are JSON themselves, and are mostly pasted as such.
    read[name] = typeof value === 'string' ? value : JSON.stringify(value);
  }
  return { ...env, ...read };
}
