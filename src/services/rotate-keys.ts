import type { Clock } from '../ports/clock.ts';
import { changeKeyFile } from './key-file.ts';
import { keySetText, newKey, parseKeySet, rotatedKeys, type StoredKey } from './key-set.ts';
import type { KeySource } from './signing-keys.ts';

/** What a rotation did: never a key, but for `keySet`. */
export interface RotationReport {
  readonly added: { readonly kid: string; readonly signsFrom: string };
  readonly retiring: readonly { readonly kid: string; readonly until: string | undefined }[];
  /** The kids of the keys that are gone. */
  readonly dropped: readonly string[];
  /** Undefined when the file has it; else the new set with its private keys, for a secret store. */
  readonly keySet: string | undefined;
}

interface RotationOptions {
  readonly clock: Clock;
  /** For a key that leaked: the new one alone is left. */
  readonly immediately: boolean;
}

/** @throws Error in one sentence when there are no keys, or another rotation is running */
export async function rotateKeys(
  source: KeySource,
  options: RotationOptions,
): Promise<RotationReport> {
  if (source.kind === 'inline') {
    const { text, report } = rotate(source.json, 'TOKEN_KEYS', options);
    return { ...report, keySet: text };
  }
  const { file } = source;
  const { report } = await changeKeyFile(file, (text) => rotate(text, file, options));
  return { ...report, keySet: undefined };
}

function rotate(text: string, place: string, { clock, immediately }: RotationOptions) {
  const before = parseKeySet(text, place);
  const after = immediately ? [newKey(clock())] : rotatedKeys(before, clock());
  return { text: keySetText(after), report: reportOf(before, after) };
}

function reportOf(before: readonly StoredKey[], after: readonly StoredKey[]) {
  const isIn = (keys: readonly StoredKey[], kid: string) => keys.some((key) => key.kid === kid);
  const [added] = after.filter(({ kid }) => !isIn(before, kid));
  if (added === undefined) throw new Error('A rotation adds a key');
  return {
    added: { kid: added.kid, signsFrom: added.active_from },
    retiring: after
      .filter(({ kid }) => kid !== added.kid)
      .map(({ kid, retired_at }) => ({ kid, until: retired_at })),
    dropped: before.filter(({ kid }) => !isIn(after, kid)).map(({ kid }) => kid),
  };
}
