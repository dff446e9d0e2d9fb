import type { Route } from '../../src/routes/route.ts';

/** What a caller is told before anything is done. */
export type Decision = 'allowed' | 'AUTHENTICATION_REQUIRED' | 'INVALID_TOKEN' | 'FORBIDDEN';

/** The routes, by nothing but what they say of access and their method. */
export type RouteKind =
  | 'anyone'
  | 'user'
  | 'reader'
  | 'readById'
  | 'readByEmail'
  | 'write'
  | 'admin'
  | 'guest';

export type Decisions = Readonly<Record<RouteKind, Decision>>;

export const [ok, ask, bad, no] = [
  'allowed',
  'AUTHENTICATION_REQUIRED',
  'INVALID_TOKEN',
  'FORBIDDEN',
] as const satisfies readonly Decision[];

export function decisions(
  ...row: readonly [Decision, Decision, Decision, Decision, Decision, Decision]
) {
  const [anyone, user, readById, readByEmail, write, admin] = row;
  // Whoever may read what is theirs has a session, as for what is about whoever signed in; and
  // nobody's token opens a guest's cart.
  return { anyone, user, reader: user, readById, readByEmail, write, admin, guest: ask };
}

export const BAD_TOKEN_DECISIONS: Decisions = {
  ...decisions(bad, bad, bad, bad, bad, bad),
  guest: bad,
};

/** The kind of a route. */
export function kindOf({ access, method, path }: Route): RouteKind {
  if (path.startsWith('/guest-carts/')) return 'guest';
  if (access.audience !== 'owner') return access.audience;
  if (method !== 'GET') return 'write';
  return path.includes('{email}') ? 'readByEmail' : 'readById';
}
