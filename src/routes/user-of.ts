import type { Caller, UserCaller } from '../domain/caller.ts';
import { AppError } from '../domain/errors.ts';
import type { KeptSession } from '../domain/session.ts';
import type { RouteInput } from './route.ts';

/** The one who signed in; a route for `user` has no other caller. */
export function userOf({ caller }: Pick<RouteInput, 'caller'>): UserCaller {
  if (caller.kind !== 'user') throw new AppError('AUTHENTICATION_REQUIRED');
  return caller;
}

/** The session a request comes from; it outlives a change that ends the others. */
export function keptSessionOf(caller: Caller): KeptSession | undefined {
  if (caller.kind !== 'user' || caller.sessionEpoch === undefined) return undefined;
  return { sessionId: caller.sessionId, epoch: caller.sessionEpoch };
}
