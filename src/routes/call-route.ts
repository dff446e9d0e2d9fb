import { type Caller, decideAccess, type UserCaller } from '../domain/caller.ts';
import { AppError } from '../domain/errors.ts';
import type { UserRef } from '../domain/user-ref.ts';
import { clientSource } from './client-source.ts';
import { type AccessMode, identifyCaller } from './identify-caller.ts';
import { readInput } from './read-input.ts';
import type { Reply, Route } from './route.ts';

export interface CallSettings {
  readonly access: AccessMode;
  /** Who a token names, by its signature alone. @throws AppError INVALID_TOKEN */
  readonly checkAccessToken: (token: string) => Promise<UserCaller>;
  /** The same user as they are in the store. @throws AppError INVALID_TOKEN */
  readonly checkSession: (caller: UserCaller) => Promise<UserCaller>;
  /** How many proxies in front add to X-Forwarded-For. */
  readonly trustedHops: number;
}

interface Call {
  readonly request: Request;
  /** Undecoded. */
  readonly path: string;
  readonly search: string;
  readonly positions: ParamPositions;
  readonly remoteAddress: string | undefined;
}

const MAX_USER_AGENT_LENGTH = 200;

/**
 * Runs a route for who may call it. That is decided before the store is asked for anything but the
 * caller's own session.
 */
export async function callRoute(route: Route, call: Call, settings: CallSettings): Promise<Reply> {
  const { request, path, search } = call;
  const presented = await identifyCaller(
    request.headers,
    settings.access,
    settings.checkAccessToken,
  );
  requireAccess(presented, route);
  let caller = presented;
  if (caller.kind === 'user' && needsSession(route)) {
    caller = await settings.checkSession(caller);
    requireAccess(caller, route);
  }
  const input = await readInput(route, {
    request,
    rawParams: rawParamsOf(call.positions, path),
    search,
  });
  const whole = {
    ...input,
    caller,
    source: clientSource(request.headers, call.remoteAddress, settings.trustedHops),
    userAgent: request.headers.get('user-agent')?.slice(0, MAX_USER_AGENT_LENGTH),
  };
  if (route.access.audience !== 'owner') return route.run(whole);

  const owner = route.access.of(whole);
  if (caller.kind === 'user' && tellsTooLittle(caller, owner)) {
    caller = await settings.checkSession(caller);
  }
  requireAccess(caller, route, owner);
  return route.run({ ...whole, caller });
}

/** A token alone is enough for reading one's own: an ended session is over at once for the rest. */
function needsSession({ method, access }: Route): boolean {
  if (access.audience === 'anyone') return false;
  return access.audience !== 'owner' || method !== 'GET';
}

/** An admin's power and the caller's email are read from the store and not believed of a token. */
function tellsTooLittle(caller: UserCaller, owner: UserRef): boolean {
  if (caller.email !== undefined) return false;
  return 'email' in owner || (caller.role === 'admin' && owner.userId !== caller.userId);
}

function requireAccess(caller: Caller, { access }: Route, owner?: UserRef): void {
  const decision = decideAccess(caller, access.audience, owner);
  if (decision === 'unauthenticated') throw new AppError('AUTHENTICATION_REQUIRED');
  if (decision === 'forbidden') throw new AppError('FORBIDDEN');
}

/** Which segments of a path are parameters, by their names. */
export type ParamPositions = readonly (readonly [name: string, index: number])[];

export function paramPositions(path: string): ParamPositions {
  return path
    .split('/')
    .flatMap((segment, index) =>
      segment.startsWith('{') ? [[segment.slice(1, -1), index] as const] : [],
    );
}

/** Undecoded, so that "%2F" stays inside its segment and a broken escape is noticed. */
function rawParamsOf(positions: ParamPositions, path: string): Record<string, string> {
  const params: Record<string, string> = {};
  if (positions.length === 0) return params;
  const segments = path.split('/');
  for (const [name, index] of positions) params[name] = segments[index] ?? '';
  return params;
}
