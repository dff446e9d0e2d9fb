import type { Role } from '../domain/user.ts';

/** What an access token says, and all it says: nothing personal (RFC 8725). */
export interface AccessTokenClaims {
  readonly userId: string;
  readonly sessionId: string;
  /** At sign-in; whoever acts as an admin is looked up again. */
  readonly role: Role;
}

/** A JSON Web Key Set with public keys only (RFC 7517). */
export interface PublicKeySet {
  readonly keys: readonly Readonly<Record<string, unknown>>[];
}

export interface AccessTokens {
  /** A signed JWT of type `at+jwt` (RFC 9068) that lives ACCESS_TOKEN_SECONDS. */
  sign(claims: AccessTokenClaims): Promise<string>;
  /** Undefined for whatever is not a token of ours that is valid now; never says why. */
  verify(token: string): Promise<AccessTokenClaims | undefined>;
  /** The keys that tokens are or will soon be signed with, and those of tokens still alive. */
  publicKeys(): Promise<PublicKeySet>;
}
