import type { Caller, UserCaller } from '../domain/caller.ts';
import { AppError } from '../domain/errors.ts';

export type AccessMode = 'open' | 'protected';

/** The secret of a guest's cart, under a scheme of our own. */
const GUEST_CART = /^Cart +([A-Za-z0-9_-]{1,128}) *$/i;
/** RFC 6750 section 2.1: the scheme in any case, then a b64token. */
const BEARER = /^Bearer +([A-Za-z0-9\-._~+/]+=*) *$/i;

/**
 * Who sent the request, by what it says alone. In open mode the developer at the keyboard is the
 * operator; a request that a web page of another site could have caused is not theirs. A bad token
 * is never quietly dropped.
 * @throws AppError INVALID_TOKEN
 */
export async function identifyCaller(
  headers: Headers,
  mode: AccessMode,
  checkAccessToken: (token: string) => Promise<UserCaller>,
): Promise<Caller> {
  const authorization = headers.get('authorization');
  if (authorization !== null) {
    const cartSecret = GUEST_CART.exec(authorization)?.[1];
    if (cartSecret !== undefined) return { kind: 'guest', cartSecret };
    const token = BEARER.exec(authorization)?.[1];
    if (token === undefined) throw new AppError('INVALID_TOKEN');
    return checkAccessToken(token);
  }
  return mode === 'open' && isSameOrigin(headers) ? { kind: 'operator' } : { kind: 'anonymous' };
}

function isSameOrigin(headers: Headers): boolean {
  const host = headers.get('host');
  // A name that merely points to this machine is an attack by DNS rebinding.
  if (host === null || !isLoopbackAuthority(host)) return false;
  const origin = headers.get('origin');
  if (origin !== null && origin !== `http://${host}`) return false;
  const site = headers.get('sec-fetch-site');
  return site === null || site === 'same-origin' || site === 'none';
}

function isLoopbackAuthority(authority: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i.test(authority);
}
