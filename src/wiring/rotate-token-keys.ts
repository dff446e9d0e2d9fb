import type { Config } from '../config/config.ts';
import { type RotationReport, rotateKeys } from '../services/rotate-keys.ts';

/** @throws Error in one sentence when there are no keys, or another rotation is running */
export function rotateTokenKeys(
  { tokens }: Config,
  { now }: { readonly now: boolean },
): Promise<RotationReport> {
  return rotateKeys(tokens.keys, { clock: () => new Date(), immediately: now });
}
