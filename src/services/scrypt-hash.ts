import { type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { readCount, readPhcString } from './phc-string.ts';
import type { ReadableHash } from './readable-hash.ts';

const MAX_LOG_COST = 30;
const MAX_BLOCK_SIZE = 64;
const MAX_PARALLELISM = 16;
/** The bytes written by all lanes, of which one lane's are held at once. */
const MAX_BYTES = 256 * 1024 * 1024;
/** What libraries make. A shorter output begins a longer one, so a cut-off hash would match. */
const TAG_BYTES: readonly number[] = [32, 64];

const scryptAsync = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** $scrypt$ln=15,r=8,p=1$salt$hash, as passlib and the PHC libraries write it. */
export function readScryptHash(stored: string): ReadableHash | undefined {
  const phc = readPhcString(stored, ['ln', 'r', 'p']);
  if (phc?.id !== 'scrypt' || phc.version !== undefined) return undefined;
  const { parameters, salt, tag } = phc;

  const logCost = readCount(parameters.get('ln'), MAX_LOG_COST);
  const blockSize = readCount(parameters.get('r'), MAX_BLOCK_SIZE);
  const parallelization = readCount(parameters.get('p'), MAX_PARALLELISM);
  if (!logCost || !blockSize || !parallelization || !TAG_BYTES.includes(tag.length)) {
    return undefined;
  }
  const cost = 2 ** logCost;
  // RFC 7914 section 2: N is less than 2^(128 * r / 8).
  if (logCost >= 16 * blockSize) return undefined;
  if (128 * blockSize * cost * parallelization > MAX_BYTES) return undefined;

  // What OpenSSL counts: N blocks and two, and one to a lane.
  const maxmem = 128 * blockSize * (cost + parallelization + 2);
  const options = { cost, blockSize, parallelization, maxmem };
  return {
    isOutdated: true,
    matches: async (typedPassword) =>
      timingSafeEqual(await scryptAsync(typedPassword, salt, tag.length, options), tag),
  };
}
