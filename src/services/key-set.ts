import { createPrivateKey, createPublicKey, generateKeyPairSync, hash } from 'node:crypto';
import { ACCESS_TOKEN_SECONDS } from '../domain/session.ts';

/** How far apart the clocks of two machines may be. */
export const CLOCK_SKEW_SECONDS = 60;
/** The max-age of the public keys, and a clock that is ahead. */
const KNOWN_BEFORE_USE_SECONDS = 5 * 60 + CLOCK_SKEW_SECONDS;

/** A private JSON Web Key (RFC 8037) and when it is used, as a key file has it. */
export interface StoredKey {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  /** The thumbprint of the public key (RFC 7638). */
  readonly kid: string;
  readonly x: string;
  readonly d: string;
  /** ISO 8601 in UTC; it signs from then on. */
  readonly active_from: string;
  /** Its tokens are refused from then on; absent until there is a newer key. */
  readonly retired_at?: string;
}

/** @throws Error in one sentence, which shows nothing of the text */
export function parseKeySet(text: string, place: string): readonly StoredKey[] {
  const refuse = (reason: string) =>
    new Error(`The token keys in ${place} are not a valid key set: ${reason}`);
  if (text.trim() === '') throw refuse('it is empty');
  const keys = membersOf(readJson(text))['keys'];
  if (!Array.isArray(keys) || keys.length === 0) {
    throw refuse('it is not a JSON object with a list "keys" of at least one key');
  }
  const stored = keys.map((value: unknown, index) => {
    const key = membersOf(value);
    const problem = problemOf(key);
    if (problem !== undefined) throw refuse(`key ${index + 1} ${problem}`);
    return key as unknown as StoredKey;
  });
  if (new Set(stored.map(({ kid }) => kid)).size < stored.length) {
    throw refuse('two keys are the same');
  }
  return stored;
}

export function keySetText(keys: readonly StoredKey[]): string {
  return JSON.stringify({ keys });
}

export function newKey(activeFrom: Date): StoredKey {
  const { x = '', d = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  return {
    kty: 'OKP',
    crv: 'Ed25519',
    kid: thumbprint(x),
    x,
    d,
    active_from: activeFrom.toISOString(),
  };
}

/** The set with a new key, in which every other goes when the last token it signed has ended. */
export function rotatedKeys(keys: readonly StoredKey[], now: Date): readonly StoredKey[] {
  const activeFrom = later(now, KNOWN_BEFORE_USE_SECONDS);
  const retiredAt = later(activeFrom, ACCESS_TOKEN_SECONDS + CLOCK_SKEW_SECONDS).toISOString();
  const living = keys.filter((key) => retirementOf(key) > now.getTime());
  return [...living.map((key) => ({ retired_at: retiredAt, ...key })), newKey(activeFrom)];
}

export function retirementOf({ retired_at }: StoredKey): number {
  return retired_at === undefined ? Number.POSITIVE_INFINITY : Date.parse(retired_at);
}

function later(from: Date, seconds: number): Date {
  return new Date(from.getTime() + seconds * 1000);
}

/** Undefined where it is no JSON: what the parser says would quote the text. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function problemOf(key: Readonly<Record<string, unknown>>): string | undefined {
  const { kty, crv, x, d } = key;
  if (kty !== 'OKP' || crv !== 'Ed25519') return 'is not of kty OKP and crv Ed25519';
  if (!is32Bytes(x) || !is32Bytes(d)) return 'has no x and d of 32 bytes in base64url';
  const jwk = createPrivateKey({ key: { kty, crv, x, d }, format: 'jwk' });
  // Node takes any x beside a d, and the public key that others get would then verify nothing.
  if (createPublicKey(jwk).export({ format: 'jwk' }).x !== x)
    return 'has an x that is not of its d';
  if (key['kid'] !== thumbprint(x)) return 'has a kid that is not its RFC 7638 thumbprint';
  if (!isInstant(key['active_from'])) return 'has no active_from such as 2026-01-31T12:00:00Z';
  if (key['retired_at'] !== undefined && !isInstant(key['retired_at'])) {
    return 'has a retired_at that is not such as 2026-01-31T12:00:00Z';
  }
  return undefined;
}

function is32Bytes(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  const bytes = Buffer.from(value, 'base64url');
  return bytes.length === 32 && bytes.toString('base64url') === value;
}

function isInstant(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/.test(value) &&
    !Number.isNaN(Date.parse(value))
  );
}

/** RFC 7638 section 3.2: the required members in this order, without a space. */
function thumbprint(x: string): string {
  return hash('sha256', JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x }), 'base64url');
}
