import type { Role } from './user.ts';
import type { UserRef } from './user-ref.ts';

/** Who sent a request. */
export type Caller =
  | { readonly kind: 'anonymous' }
  /** Nobody known, with what opens a guest's cart. */
  | { readonly kind: 'guest'; readonly cartSecret: string }
  /** The developer at the keyboard, in open mode: may do everything. */
  | { readonly kind: 'operator' }
  | {
      readonly kind: 'user';
      readonly userId: string;
      readonly sessionId: string;
      readonly role: Role;
      // Both are known once the session was looked up; a token does not say them.
      readonly email?: string | undefined;
      readonly sessionEpoch?: number | undefined;
    };

export type UserCaller = Extract<Caller, { readonly kind: 'user' }>;

/**
 * Who may call a route; `user` is whoever signed in, about themselves. `reader` is whoever signed in
 * where the owner is known only once the row is read: to others the row is not there.
 */
export type Audience = 'anyone' | 'user' | 'reader' | 'owner' | 'admin';

export type AccessDecision = 'allow' | 'unauthenticated' | 'forbidden';

/**
 * The one place that decides whether a caller may act. It sees the request only, never the store,
 * so that the answer is the same for data that exists and data that does not.
 * `owner` is undefined while the request is still unread: then the answer is whether to read on.
 */
export function decideAccess(caller: Caller, audience: Audience, owner?: UserRef): AccessDecision {
  if (audience === 'anyone') return 'allow';
  if (caller.kind === 'operator') return audience === 'user' ? 'unauthenticated' : 'allow';
  if (caller.kind !== 'user') return 'unauthenticated';
  if (audience === 'user' || audience === 'reader' || caller.role === 'admin') return 'allow';
  if (audience === 'admin') return 'forbidden';
  if (owner === undefined) return 'allow';
  const owns = 'userId' in owner ? owner.userId === caller.userId : owner.email === caller.email;
  return owns ? 'allow' : 'forbidden';
}

/** Whose rows a caller may read; undefined is everybody's. */
export function ownRowsOf(caller: Caller): string | undefined {
  if (caller.kind === 'operator' || (caller.kind === 'user' && caller.role === 'admin')) {
    return undefined;
  }
  // No user has the empty id.
  return caller.kind === 'user' ? caller.userId : '';
}

/** Who is noted as the one who did something. */
export function actorOf(caller: Caller): string {
  return caller.kind === 'user' ? caller.userId : caller.kind;
}

/** A stable name of the caller, under which their idempotency keys are kept. */
export function callerScope(caller: Caller): string {
  return caller.kind === 'user' ? `user:${caller.userId}` : caller.kind;
}
