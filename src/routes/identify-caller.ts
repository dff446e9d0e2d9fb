import type { Caller } from '../domain/caller.ts';
import { AppError } from '../domain/errors.ts';

export type AccessMode = 'open' | 'protected';

/**
 * Who sent the request. In open mode the developer at the keyboard is the operator; a request
 * that a web page of another site could have caused is not theirs.
 * @throws AppError INVALID_TOKEN
 */
export function identifyCaller(headers: Headers, mode: AccessMode): Caller {
  // Nothing issues tokens yet, so none can be valid; a bad one is never quietly dropped.
  if (headers.has('authorization')) throw new AppError('INVALID_TOKEN');
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
