import { pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { readCount, readPhcString, readSalt, readTag } from './phc-string.ts';
import type { ReadableHash } from './readable-hash.ts';

const MAX_ITERATIONS = 5_000_000;
const MAX_TAG_BYTES = 64;

/** `bytes` is its output, which libraries take where the hash does not say its length. */
const DIGESTS = new Map([
  ['pbkdf2-sha256', { name: 'sha256', bytes: 32 }],
  ['pbkdf2-sha512', { name: 'sha512', bytes: 64 }],
  ['pbkdf2_sha256', { name: 'sha256', bytes: 32 }],
]);

const PASSLIB =
  /^\$(?<id>pbkdf2-\w+)\$(?<iterations>\d+)\$(?<salt>[A-Za-z0-9./]+)\$(?<tag>[A-Za-z0-9./]+)$/;
const DJANGO = /^(?<id>pbkdf2_\w+)\$(?<iterations>\d+)\$(?<salt>[^$]{1,64})\$(?<tag>[^$=]+)=$/;

const pbkdf2Async = promisify(pbkdf2);

/** The PHC form, passlib's and Django's. */
export function readPbkdf2Hash(stored: string): ReadableHash | undefined {
  return readPhcForm(stored) ?? readPasslibForm(stored) ?? readDjangoForm(stored);
}

/** $pbkdf2-sha256$i=600000,l=32$salt$hash */
function readPhcForm(stored: string): ReadableHash | undefined {
  const phc = readPhcString(stored, ['i', 'l']);
  if (!phc || phc.version !== undefined) return undefined;
  const { id, parameters, salt, tag } = phc;
  const length = parameters.get('l');
  const tagLength = length === undefined ? undefined : (readCount(length, MAX_TAG_BYTES) ?? 0);
  return readable({ id, iterations: parameters.get('i'), salt, tag, tagLength });
}

/** $pbkdf2-sha256$29000$salt$hash, in base64 with "." for "+". */
function readPasslibForm(stored: string): ReadableHash | undefined {
  const { id, iterations, salt, tag } = PASSLIB.exec(stored)?.groups ?? {};
  return readable({
    id,
    iterations,
    salt: readSalt(salt?.replaceAll('.', '+')),
    tag: readTag(tag?.replaceAll('.', '+')),
  });
}

/** pbkdf2_sha256$600000$salt$hash=, the salt as text. */
function readDjangoForm(stored: string): ReadableHash | undefined {
  const { id, iterations, salt = '', tag } = DJANGO.exec(stored)?.groups ?? {};
  return readable({ id, iterations, salt: Buffer.from(salt), tag: readTag(tag) });
}

interface Pbkdf2Parts {
  readonly id: string | undefined;
  readonly iterations: string | undefined;
  readonly salt: Buffer | undefined;
  readonly tag: Buffer | undefined;
  readonly tagLength?: number | undefined;
}

function readable(parts: Pbkdf2Parts): ReadableHash | undefined {
  const { salt, tag } = parts;
  const digest = DIGESTS.get(parts.id ?? '');
  const iterations = readCount(parts.iterations, MAX_ITERATIONS);
  if (!digest || !iterations || !salt || !tag) return undefined;
  // A shorter output begins a longer one, so a cut-off hash would match.
  if (tag.length !== (parts.tagLength ?? digest.bytes)) return undefined;
  return {
    isOutdated: true,
    matches: async (typedPassword) => {
      const made = await pbkdf2Async(typedPassword, salt, iterations, tag.length, digest.name);
      return timingSafeEqual(made, tag);
    },
  };
}
