import { hash, hkdfSync, randomBytes } from 'node:crypto';
import { ID_FORMS } from '../domain/ids.ts';
import type { OpaqueTokens } from '../ports/opaque-tokens.ts';
import { aesSealedCredentials } from './aes-sealed-credentials.ts';

const SECRET_BYTES = 32;
const FAMILY_BYTES = 16;
const KEY_BYTES = 32;

const REFRESH_TOKEN = new RegExp(
  `^krt\\.(?<userId>${ID_FORMS.user})\\.(?<sessionId>${ID_FORMS.session})\\.(?<family>[\\w-]{22})\\.[\\w-]{43}$`,
);
const RESET_TOKEN = new RegExp(`^kpr\\.(?<userId>${ID_FORMS.user})\\.[\\w-]{43}$`);

/**
 * "krt.<user>.<session>.<family>.<secret>" to refresh, "kpr.<user>.<secret>" to reset: the ids
 * find the row, the secret proves the rest. All refresh tokens of a session share the family, a
 * secret too: only a token that we did issue has it, so that one with an old secret is a theft and
 * one with a guessed family is nothing, and nobody ends a session by knowing its id.
 */
export function randomOpaqueTokens(): OpaqueTokens {
  const digest = (text: string) => hash('sha256', text, 'base64url');
  const issued = (token: string) => ({ token, tokenHash: digest(token) });
  const familyHash = (family: string) => digest(`family:${family}`);
  return {
    newRefreshToken(userId, sessionId) {
      const family = secret(FAMILY_BYTES);
      const token = `krt.${userId}.${sessionId}.${family}.${secret(SECRET_BYTES)}`;
      return { ...issued(token), familyHash: familyHash(family) };
    },
    nextRefreshToken(token) {
      const { userId } = partsOf(token);
      const next = token.slice(0, token.lastIndexOf('.') + 1) + secret(SECRET_BYTES);
      return { ...issued(next), sealed: sealedUnder(token).seal(next, userId) };
    },
    openSealed: (sealed, token) => sealedUnder(token).open(sealed, partsOf(token).userId),
    readRefreshToken(token) {
      const parts = REFRESH_TOKEN.exec(token)?.groups;
      if (parts === undefined) return undefined;
      const { userId = '', sessionId = '', family = '' } = parts;
      return { userId, sessionId, tokenHash: digest(token), familyHash: familyHash(family) };
    },
    newResetToken: (userId) => issued(`kpr.${userId}.${secret(SECRET_BYTES)}`),
    readResetToken(token) {
      const parts = RESET_TOKEN.exec(token)?.groups;
      return parts && { userId: parts['userId'] ?? '', tokenHash: digest(token) };
    },
    newCartSecret: () => issued(`kcs_${secret(SECRET_BYTES)}`),
    digest,
  };
}

function secret(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}

/** The store has the seal and the hash of the token, neither of which opens it. */
function sealedUnder(token: string) {
  const key = hkdfSync('sha256', token, '', 'kitroom refresh successor', KEY_BYTES);
  return aesSealedCredentials(Buffer.from(key));
}

function partsOf(token: string): { readonly userId: string } {
  const { userId } = REFRESH_TOKEN.exec(token)?.groups ?? {};
  if (userId === undefined) throw new Error('Not a refresh token');
  return { userId };
}
