import type { AccessTokens, PublicKeySet } from '../../ports/access-tokens.ts';

/** The keys that access tokens can be checked with. */
export function listPublicKeys({ accessTokens }: { readonly accessTokens: AccessTokens }) {
  return (): Promise<PublicKeySet> => accessTokens.publicKeys();
}
