import type { Call, CallOwner } from './call.ts';
import { NEW_PASSWORD, PASSWORD } from './fixtures.ts';

/** Of good form, and nobody's. */
const NO_SESSION = '000000000000-00000000-0000-4000-8000-000000000000';
const sessionsOf = ({ userId }: CallOwner) => `/users/${userId}/sessions`;

/** Sign-in, passwords and what admins set of an account. */
export const SIGN_IN_CALLS: readonly Call[] = [
  {
    method: 'POST',
    path: '/login',
    who: 'anyone',
    needs: 'session',
    url: () => '/login',
    body: ({ email }) => ({ email, password: PASSWORD }),
  },
  {
    method: 'POST',
    path: '/token/refresh',
    who: 'anyone',
    needs: 'session',
    url: () => '/token/refresh',
    body: ({ refreshToken = 'krt.unknown' }) => ({ refresh_token: refreshToken }),
  },
  { method: 'POST', path: '/logout', who: 'user', url: () => '/logout' },
  { method: 'POST', path: '/logout/all', who: 'user', url: () => '/logout/all' },
  { method: 'GET', path: '/users/{user_id}/sessions', who: 'owner', url: sessionsOf },
  { method: 'DELETE', path: '/users/{user_id}/sessions', who: 'owner', url: sessionsOf },
  {
    method: 'DELETE',
    path: '/users/{user_id}/sessions/{session_id}',
    who: 'owner',
    needs: 'session',
    url: (of) => `${sessionsOf(of)}/${of.sessionId ?? NO_SESSION}`,
  },
  {
    method: 'POST',
    path: '/password/change',
    who: 'user',
    url: () => '/password/change',
    body: () => ({ current_password: PASSWORD, new_password: NEW_PASSWORD }),
  },
  {
    method: 'POST',
    path: '/users/{user_id}/password/reset',
    who: 'admin',
    url: ({ userId }) => `/users/${userId}/password/reset`,
  },
  {
    method: 'POST',
    path: '/password/reset',
    who: 'anyone',
    needs: 'reset',
    url: () => '/password/reset',
    body: ({ resetToken = 'kpr.unknown' }) => ({
      reset_token: resetToken,
      new_password: NEW_PASSWORD,
    }),
  },
  {
    method: 'PUT',
    path: '/users/{user_id}/role',
    who: 'admin',
    url: ({ userId }) => `/users/${userId}/role`,
    body: () => ({ role: 'customer' }),
  },
  {
    method: 'PUT',
    path: '/users/{user_id}/status',
    who: 'admin',
    url: ({ userId }) => `/users/${userId}/status`,
    body: () => ({ status: 'active' }),
  },
  {
    method: 'GET',
    path: '/.well-known/jwks.json',
    who: 'anyone',
    url: () => '/.well-known/jwks.json',
  },
];
