export interface IssuedToken {
  /** For its owner only; kept nowhere. */
  readonly token: string;
  readonly tokenHash: string;
}

export interface PresentedRefreshToken {
  readonly userId: string;
  readonly sessionId: string;
  readonly tokenHash: string;
  readonly familyHash: string;
}

/** Tokens of 256 random bits that mean nothing but their row in the store. */
export interface OpaqueTokens {
  /** The first refresh token of a session. */
  newRefreshToken(userId: string, sessionId: string): IssuedToken & { readonly familyHash: string };
  /** The next of the same session; `sealed` is it, readable only with the one before. */
  nextRefreshToken(token: string): IssuedToken & { readonly sealed: string };
  /** What `nextRefreshToken` sealed. @throws Error when sealed under another token */
  openSealed(sealed: string, token: string): string;
  /** Undefined when it does not have the form of one. */
  readRefreshToken(token: string): PresentedRefreshToken | undefined;
  newResetToken(userId: string): IssuedToken;
  /** Undefined when it does not have the form of one. */
  readResetToken(
    token: string,
  ): { readonly userId: string; readonly tokenHash: string } | undefined;
  /** What opens a guest's cart; its hash is its digest. */
  newCartSecret(): IssuedToken;
  /** A one-way name for a text that should not be kept. */
  digest(text: string): string;
}
