import { accept, type Checked, refuse } from './checked.ts';

const MAX_BYTES = 32 * 1024;
const MAX_DEPTH = 8;

export type PersonalDetails = Readonly<Record<string, unknown>>;

/** A JSON object, at most 32 KiB as JSON in UTF-8 and at most 8 deep, the object itself being 1. */
export function checkPersonalDetails(raw: PersonalDetails): Checked<PersonalDetails> {
  if (depthOver(raw, MAX_DEPTH)) return refuse(`must be at most ${MAX_DEPTH} levels deep`);
  if (new TextEncoder().encode(JSON.stringify(raw)).length > MAX_BYTES) {
    return refuse('must be at most 32 KiB');
  }
  return accept(raw);
}

function depthOver(value: unknown, allowed: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (allowed === 0) return true;
  return Object.values(value).some((child) => depthOver(child, allowed - 1));
}
