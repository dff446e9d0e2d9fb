import { type Pepper, readArgon2Hash } from './argon2-hash.ts';
import { readBcryptHash } from './bcrypt-hash.ts';
import { readPbkdf2Hash } from './pbkdf2-hash.ts';
import type { ReadableHash } from './readable-hash.ts';
import { readScryptHash } from './scrypt-hash.ts';

/** Twice the longest that a known format comes to. */
const MAX_LENGTH = 512;

/** Undefined for a hash that cannot be read, or that asks for more work than is let through. */
export function readStoredHash(
  stored: string,
  peppers: readonly Pepper[],
): ReadableHash | undefined {
  if (stored.length > MAX_LENGTH) return undefined;
  return (
    readArgon2Hash(stored, peppers) ??
    readBcryptHash(stored) ??
    readScryptHash(stored) ??
    readPbkdf2Hash(stored)
  );
}
