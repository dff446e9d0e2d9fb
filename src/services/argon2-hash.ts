import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { normalisePassword } from '../domain/password-policy.ts';
import { readBase64, readCount, readPhcString, writeBase64 } from './phc-string.ts';
import type { ReadableHash } from './readable-hash.ts';

// OWASP Password Storage Cheat Sheet and ASVS 5 appendix C: argon2id, 19 MiB, 2 passes, 1 lane.
const MEMORY_KIB = 19_456;
const PASSES = 2;
const PARALLELISM = 1;
const SALT_BYTES = 16;
const TAG_BYTES = 32;
/** Version 1.3 of the algorithm, the only one that Node computes. */
const ARGON2_VERSION = '19';

// What an imported hash may ask for.
const MAX_MEMORY_KIB = 262_144;
const MAX_PASSES = 10;
/** Each lane is a thread. */
const MAX_PARALLELISM = 16;
/** RFC 9106 section 3.1: 8 blocks of 1 KiB to a lane. */
const MIN_KIB_A_LANE = 8;
const MIN_SALT_BYTES = 8;

/** A secret that every hash takes in beside its salt and that no store holds. */
export interface Pepper {
  /** Written into each hash as the PHC parameter `keyid`, which takes up to 8 bytes. */
  readonly id: string;
  readonly secret: Buffer;
}

interface Argon2Settings {
  readonly algorithm: 'argon2d' | 'argon2i' | 'argon2id';
  readonly cost: Pick<Argon2Parameters, 'memory' | 'passes' | 'parallelism'>;
  readonly pepper: Pepper | undefined;
  readonly associatedData?: Buffer | undefined;
}

const argon2Async = promisify(argon2);

/** A PHC string: https://github.com/P-H-C/phc-string-format. */
export async function makeArgon2Hash(password: string, pepper?: Pepper): Promise<string> {
  const settings = currentSettings(pepper);
  const salt = randomBytes(SALT_BYTES);
  const tag = await tagOf(password, settings, salt, TAG_BYTES);
  return `${textOf(settings)}$${writeBase64(salt)}$${writeBase64(tag)}`;
}

/** Costs what a hash of ours costs and is of no password that anyone knows. */
export function makeDummyHash(pepper?: Pepper): ReadableHash {
  return readable(currentSettings(pepper), randomBytes(SALT_BYTES), randomBytes(TAG_BYTES), pepper);
}

/** Undefined as well when the pepper that it names is not among these; the first is current. */
export function readArgon2Hash(
  stored: string,
  peppers: readonly Pepper[],
): ReadableHash | undefined {
  const phc = readPhcString(stored, ['m', 't', 'p', 'keyid', 'data']);
  if (phc?.version !== ARGON2_VERSION || !isAlgorithm(phc.id)) return undefined;
  const { id: algorithm, parameters, salt, tag } = phc;

  const memory = readCount(parameters.get('m'), MAX_MEMORY_KIB);
  const passes = readCount(parameters.get('t'), MAX_PASSES);
  const parallelism = readCount(parameters.get('p'), MAX_PARALLELISM);
  if (!memory || !passes || !parallelism) return undefined;
  if (memory < MIN_KIB_A_LANE * parallelism || salt.length < MIN_SALT_BYTES) return undefined;

  const keyId = parameters.get('keyid');
  const pepper = peppers.find(({ id }) => keyIdOf(id) === keyId);
  const data = parameters.get('data');
  const associatedData = readBase64(data);
  if ((keyId !== undefined && !pepper) || (data !== undefined && !associatedData)) return undefined;

  const cost = { memory, passes, parallelism };
  return readable({ algorithm, cost, pepper, associatedData }, salt, tag, peppers[0]);
}

function readable(
  settings: Argon2Settings,
  salt: Buffer,
  tag: Buffer,
  currentPepper: Pepper | undefined,
): ReadableHash {
  return {
    isOutdated:
      textOf(settings) !== textOf(currentSettings(currentPepper)) ||
      salt.length !== SALT_BYTES ||
      tag.length !== TAG_BYTES,
    matches: async (typedPassword) =>
      timingSafeEqual(await tagOf(typedPassword, settings, salt, tag.length), tag),
  };
}

function currentSettings(pepper: Pepper | undefined): Argon2Settings {
  const cost = { memory: MEMORY_KIB, passes: PASSES, parallelism: PARALLELISM };
  return { algorithm: 'argon2id', cost, pepper };
}

/** Always of the normalised password, so that making and verifying cannot differ. */
function tagOf(
  password: string,
  { algorithm, cost, pepper, associatedData }: Argon2Settings,
  salt: Buffer,
  tagLength: number,
): Promise<Buffer> {
  return argon2Async(algorithm, {
    ...cost,
    message: normalisePassword(password),
    nonce: salt,
    secret: pepper?.secret,
    associatedData,
    tagLength,
  });
}

/** The PHC string up to its salt, with the parameters in the order of the format. */
function textOf({ algorithm, cost, pepper, associatedData }: Argon2Settings): string {
  const parameters = [`m=${cost.memory}`, `t=${cost.passes}`, `p=${cost.parallelism}`];
  if (pepper) parameters.push(`keyid=${keyIdOf(pepper.id)}`);
  if (associatedData) parameters.push(`data=${writeBase64(associatedData)}`);
  return `$${algorithm}$v=${ARGON2_VERSION}$${parameters.join(',')}`;
}

function keyIdOf(pepperId: string): string {
  return writeBase64(Buffer.from(pepperId));
}

function isAlgorithm(id: string): id is Argon2Settings['algorithm'] {
  return id === 'argon2d' || id === 'argon2i' || id === 'argon2id';
}
