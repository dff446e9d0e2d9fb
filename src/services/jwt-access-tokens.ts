import type { CryptoKey, JWTHeaderParameters, JWTPayload } from 'jose';
import { JOSEError, JWKSNoMatchingKey, JWSInvalid } from 'jose/errors';
import { SignJWT } from 'jose/jwt/sign';
import { jwtVerify } from 'jose/jwt/verify';
import { SESSION_ID_PATTERN, USER_ID_PATTERN } from '../domain/ids.ts';
import { ACCESS_TOKEN_SECONDS } from '../domain/session.ts';
import { ROLES } from '../domain/user.ts';
import type { AccessTokenClaims, AccessTokens } from '../ports/access-tokens.ts';
import type { Clock } from '../ports/clock.ts';
import { CLOCK_SKEW_SECONDS } from './key-set.ts';
import type { SigningKeys } from './signing-keys.ts';

const ALGORITHM = 'EdDSA';
/** RFC 9068 section 2.1: no other JWT of ours or others' passes for an access token. */
const TYPE = 'at+jwt';
const MAX_TOKEN_LENGTH = 2_048;
/**
 * Three parts, and a signature of 64 bytes in its one spelling: the last character has four bits
 * that mean nothing.
 */
const FORM = /^[\w-]+\.[\w-]+\.[\w-]{85}[AQgw]$/;
const TOKEN_ID = /^[\w-]{1,128}$/;

interface JwtAccessTokensOptions {
  readonly keys: SigningKeys;
  readonly issuer: string;
  readonly audience: string;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** Access tokens as RFC 9068 has them, signed with Ed25519, by the rules of RFC 8725. */
export function jwtAccessTokens(options: JwtAccessTokensOptions): AccessTokens {
  const { keys, issuer, audience, clock, newId } = options;

  const keyOf = async (header: JWTHeaderParameters): Promise<CryptoKey> => {
    const { alg, typ, kid, ...others } = header;
    // RFC 8725 section 3.10: a key, or where to get one, is never taken from the token.
    if (typ !== TYPE || typeof kid !== 'string' || Object.keys(others).length > 0) {
      throw new JWSInvalid('The header is none of ours');
    }
    const key = await keys.verificationKey(kid);
    if (key === undefined) throw new JWKSNoMatchingKey();
    return key;
  };

  return {
    async sign({ userId, sessionId, role }) {
      const { kid, privateKey } = await keys.signingKey();
      const issuedAt = Math.floor(clock().getTime() / 1000);
      return new SignJWT({ sid: sessionId, role })
        .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(userId)
        .setJti(newId())
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + ACCESS_TOKEN_SECONDS)
        .sign(privateKey);
    },

    async verify(token) {
      if (token.length > MAX_TOKEN_LENGTH || !FORM.test(token)) return undefined;
      try {
        const { protectedHeader, payload } = await jwtVerify(token, keyOf, {
          algorithms: [ALGORITHM],
          typ: TYPE,
          issuer,
          audience,
          requiredClaims: ['exp'],
          currentDate: clock(),
          clockTolerance: CLOCK_SKEW_SECONDS,
          // Also refuses an iat that is not there or lies ahead.
          maxTokenAge: ACCESS_TOKEN_SECONDS,
        });
        if (!token.startsWith(`${encoded(protectedHeader)}.${encoded(payload)}.`)) return undefined;
        return payload.aud === audience ? claimsOf(payload) : undefined;
      } catch (error) {
        if (error instanceof JOSEError) return undefined;
        // Ours: keys that cannot be read make no token wrong.
        throw error;
      }
    },

    publicKeys: () => keys.publicKeys(),
  };
}

/** As we spell it: where a member is there twice, two readers may see two tokens (RFC 8259 4). */
function encoded(members: object): string {
  return Buffer.from(JSON.stringify(members)).toString('base64url');
}

function claimsOf(payload: JWTPayload): AccessTokenClaims | undefined {
  const { sub, jti, sid, exp = 0, iat = 0 } = payload;
  const role = ROLES.find((one) => one === payload['role']);
  const isOurs = exp - iat <= ACCESS_TOKEN_SECONDS && isText(jti, TOKEN_ID) && role !== undefined;
  if (!isOurs || !isText(sub, USER_ID_PATTERN) || !isText(sid, SESSION_ID_PATTERN))
    return undefined;
  return { userId: sub, sessionId: sid, role };
}

function isText(value: unknown, form: RegExp): value is string {
  return typeof value === 'string' && form.test(value);
}
