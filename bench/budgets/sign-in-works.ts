import { person } from './shop-rows.ts';
import {
  asSignedIn,
  type Preparation,
  WORK_PASSWORD,
  type Work,
  type WorkRequest,
} from './work.ts';

const NEW_PASSWORD = 'staple gun in june';
/** Of who is no operator, even in open mode. */
const FROM_ELSEWHERE = { 'sec-fetch-site': 'cross-site' };

function logIn(name: string, password: string): WorkRequest {
  const { email } = person(name);
  return { method: 'POST', path: '/login', body: { email, password } };
}

const sessions: readonly Work[] = [
  {
    operationId: 'logIn',
    title: 'POST /login',
    budget: 9,
    prepare: ({ putUserWithPassword }) => putUserWithPassword('logs-in'),
    request: logIn('logs-in', WORK_PASSWORD),
  },
  {
    operationId: 'logIn',
    title: 'POST /login, a wrong password',
    budget: 5,
    prepare: ({ putUserWithPassword }) => putUserWithPassword('mistypes'),
    request: { ...logIn('mistypes', 'incorrect horse battery'), status: 401 },
  },
  {
    operationId: 'refreshToken',
    title: 'POST /token/refresh',
    budget: 2,
    request: async ({ signIn }) => {
      const { refreshToken } = await signIn('refreshes');
      return { method: 'POST', path: '/token/refresh', body: { refresh_token: refreshToken } };
    },
  },
  {
    operationId: 'logOut',
    title: 'POST /logout',
    budget: 2,
    request: asSignedIn('logs-out', { method: 'POST', path: '/logout' }),
  },
  {
    operationId: 'logOutEverywhere',
    title: 'POST /logout/all',
    budget: 2,
    request: asSignedIn('logs-out-all', { method: 'POST', path: '/logout/all' }),
  },
  {
    operationId: 'listSessions',
    title: 'GET /users/{id}/sessions',
    budget: 2,
    request: asSignedIn('lists', { method: 'GET', path: '/users/lists/sessions' }),
  },
  {
    operationId: 'endSessions',
    title: 'DELETE /users/{id}/sessions',
    budget: 2,
    request: asSignedIn('ends-all', { method: 'DELETE', path: '/users/ends-all/sessions' }),
  },
  {
    operationId: 'endSession',
    title: 'DELETE /users/{id}/sessions/{id}',
    budget: 2,
    request: async ({ signIn, request }) => {
      const { headers } = await signIn('ends-one');
      const path = '/users/ends-one/sessions';
      const page = (await request({ method: 'GET', path, headers })) as SessionPage;
      return { method: 'DELETE', path: `${path}/${page.items[0]?.session_id}`, headers };
    },
  },
];

interface SessionPage {
  readonly items: readonly { readonly session_id: string }[];
}

const withToken: readonly Work[] = [
  {
    operationId: 'getUser',
    title: 'GET /users/{id}, with one’s own token',
    budget: 1,
    request: asSignedIn('reads', { method: 'GET', path: '/users/reads' }),
  },
  {
    operationId: 'updateUser',
    title: 'PUT /users/{id}, with one’s own token',
    budget: 3,
    request: asSignedIn('writes', {
      method: 'PUT',
      path: '/users/writes',
      body: { address: '456 Another St, New City' },
    }),
  },
  {
    operationId: 'registerUser',
    title: 'POST /register, by anyone',
    budget: 4,
    request: {
      method: 'POST',
      path: '/register',
      headers: FROM_ELSEWHERE,
      body: { email: 'anyone@example.com', password: WORK_PASSWORD },
    },
  },
];

const passwords: readonly Work[] = [
  {
    operationId: 'changePassword',
    title: 'POST /password/change',
    budget: 10,
    request: asSignedIn('changes-password', {
      method: 'POST',
      path: '/password/change',
      body: { current_password: WORK_PASSWORD, new_password: NEW_PASSWORD },
    }),
  },
  {
    operationId: 'startPasswordReset',
    title: 'POST /users/{id}/password/reset',
    budget: 1,
    prepare: ({ putUserWithPassword }) => putUserWithPassword('forgets-a'),
    request: startReset('forgets-a'),
  },
  {
    operationId: 'resetPassword',
    title: 'POST /password/reset',
    budget: 5,
    prepare: ({ putUserWithPassword }) => putUserWithPassword('forgets-b'),
    request: async ({ request }) => {
      const { reset_token } = (await request(startReset('forgets-b'))) as {
        readonly reset_token: string;
      };
      const body = { reset_token, new_password: NEW_PASSWORD };
      return { method: 'POST', path: '/password/reset', body };
    },
  },
];

function startReset(userId: string): WorkRequest {
  return { method: 'POST', path: `/users/${userId}/password/reset` };
}

const administration: readonly Work[] = [
  {
    operationId: 'changeRole',
    title: 'PUT /users/{id}/role',
    budget: 2,
    prepare: ({ putUser }) => putUser('promoted'),
    request: changeRole('promoted', 'admin'),
  },
  {
    operationId: 'changeRole',
    title: 'PUT /users/{id}/role, of an admin',
    budget: 2,
    prepare: async (preparation) => {
      await putAdmin(preparation, 'stays-admin');
      await putAdmin(preparation, 'demoted');
    },
    request: changeRole('demoted', 'customer'),
  },
  {
    operationId: 'changeStatus',
    title: 'PUT /users/{id}/status',
    budget: 2,
    prepare: ({ putUser }) => putUser('disabled'),
    request: { method: 'PUT', path: '/users/disabled/status', body: { status: 'disabled' } },
  },
];

async function putAdmin({ putUser, request }: Preparation, name: string): Promise<void> {
  await putUser(name);
  await request(changeRole(name, 'admin'));
}

function changeRole(userId: string, role: 'admin' | 'customer'): WorkRequest {
  return { method: 'PUT', path: `/users/${userId}/role`, body: { role } };
}

/** The routes of sign-in, and others as someone who is signed in asks them. */
export const signInWorks: readonly Work[] = [
  ...sessions,
  ...withToken,
  ...passwords,
  ...administration,
];
