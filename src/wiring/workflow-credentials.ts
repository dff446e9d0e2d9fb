import type { Config } from '../config/config.ts';
import type { SealedCredentials } from '../ports/sealed-credentials.ts';
import { aesSealedCredentials } from '../services/aes-sealed-credentials.ts';

/**
 * For functions, of which one seals what another opens.
 * @throws Error in one sentence without the key that both must have
 */
export function workflowCredentials({ workflows: { key } }: Config): SealedCredentials {
  if (key === undefined) {
    throw new Error('WORKFLOW_KEY: must be in the secret that SETTINGS_SECRET names');
  }
  return aesSealedCredentials(key);
}
