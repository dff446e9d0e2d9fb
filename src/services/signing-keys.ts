import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { CryptoKey } from 'jose';
import type { PublicKeySet } from '../ports/access-tokens.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import { keyFileVersion, makeKeyFile, readKeyFile } from './key-file.ts';
import { keySetText, newKey, parseKeySet, retirementOf, type StoredKey } from './key-set.ts';

/** A file that the first start makes, or a set that someone else keeps. */
export type KeySource =
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'inline'; readonly json: string };

export interface SigningKeys {
  /** @throws Error when every key is retired */
  signingKey(): Promise<{ readonly kid: string; readonly privateKey: CryptoKey }>;
  /** Undefined for a key that is not ours or is retired. @throws Error when we cannot know */
  verificationKey(kid: string): Promise<CryptoKey | undefined>;
  publicKeys(): Promise<PublicKeySet>;
}

interface ImportedKey {
  readonly kid: string;
  readonly x: string;
  readonly activeFrom: number;
  readonly retiredAt: number;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

interface LoadedKeys {
  readonly keys: readonly ImportedKey[];
  /** Why they may be out of date. */
  readonly fault?: Error;
}

/** How long a leaked key that was rotated away is still good to a server that runs. */
const RECHECK_MS = 1_000;

/** @throws Error in one sentence when there are no keys that may be used */
export async function openSigningKeys(
  source: KeySource,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Promise<SigningKeys> {
  const load =
    source.kind === 'file'
      ? await followKeyFile(source.file, clock, log)
      : keysOf(importKeys(source.json, 'TOKEN_KEYS'));
  const place = source.kind === 'file' ? source.file : 'TOKEN_KEYS';

  const living = async () => {
    const { keys, fault } = await load();
    const now = clock().getTime();
    return { now, fault, keys: keys.filter(({ retiredAt }) => retiredAt > now) };
  };
  const signingKeys: SigningKeys = {
    async signingKey() {
      const { keys, now, fault } = await living();
      const oldestFirst = keys.toSorted((one, other) => one.activeFrom - other.activeFrom);
      // The clock that made the first key may be ahead of this one, which must sign all the same.
      const key = oldestFirst.findLast(({ activeFrom }) => activeFrom <= now) ?? oldestFirst[0];
      if (key === undefined) {
        throw new Error(`Every token key in ${place} is retired`, { cause: fault });
      }
      return key;
    },
    async verificationKey(kid) {
      const { keys, fault } = await living();
      const key = keys.find((one) => one.kid === kid);
      if (key === undefined && fault !== undefined) throw fault;
      return key?.publicKey;
    },
    async publicKeys() {
      const { keys } = await living();
      return {
        keys: keys.map(({ kid, x }) => ({
          kty: 'OKP',
          crv: 'Ed25519',
          kid,
          x,
          alg: 'EdDSA',
          use: 'sig',
        })),
      };
    },
  };
  await signingKeys.signingKey();
  return signingKeys;
}

function keysOf(keys: readonly ImportedKey[]): () => Promise<LoadedKeys> {
  return async () => ({ keys });
}

/** The keys of the file as it is now; as it last was while it cannot be read. */
async function followKeyFile(
  file: string,
  clock: Clock,
  log: Log,
): Promise<() => Promise<LoadedKeys>> {
  if ((await readKeyFile(file)) === undefined) {
    await makeKeyFile(file, keySetText([newKey(clock())]));
  }
  let { version, loaded } = await loadKeyFile(file);
  const check = async (): Promise<LoadedKeys> => {
    try {
      if ((await keyFileVersion(file)) !== version || loaded.fault !== undefined) {
        ({ version, loaded } = await loadKeyFile(file));
        log.info({ kids: loaded.keys.map(({ kid }) => kid) }, 'token keys read again');
      }
    } catch (error) {
      const fault = error instanceof Error ? error : new Error(String(error));
      if (fault.message !== loaded.fault?.message) log.error({ err: fault }, 'token keys kept');
      loaded = { keys: loaded.keys, fault };
    }
    return loaded;
  };
  let checkedAt = clock().getTime();
  let checked = Promise.resolve(loaded);
  return () => {
    const now = clock().getTime();
    // A clock that was put back must not end the checks.
    if (Math.abs(now - checkedAt) >= RECHECK_MS) {
      checkedAt = now;
      checked = check();
    }
    return checked;
  };
}

async function loadKeyFile(file: string) {
  const found = await readKeyFile(file);
  if (found === undefined) throw new Error(`The token keys ${file} are gone`);
  const loaded: LoadedKeys = { keys: importKeys(found.text, file) };
  return { version: found.version, loaded };
}

function importKeys(text: string, place: string): readonly ImportedKey[] {
  return parseKeySet(text, place).map(imported);
}

/** As CryptoKeys, which jose hands to the thread pool as they are. */
function imported(stored: StoredKey): ImportedKey {
  const { kid, kty, crv, x, d, active_from } = stored;
  const key = createPrivateKey({ key: { kty, crv, x, d }, format: 'jwk' });
  return {
    kid,
    x,
    activeFrom: Date.parse(active_from),
    retiredAt: retirementOf(stored),
    privateKey: key.toCryptoKey({ name: crv }, false, ['sign']),
    publicKey: createPublicKey(key).toCryptoKey({ name: crv }, true, ['verify']),
  };
}
