import { emailPrefix, userEmail, userId } from './make-user.ts';
import { anyRow, deepPage, firstPage, type Probe } from './probe.ts';
import type { Ask } from './shop-client.ts';
import type { ShopPlan } from './shop-plan.ts';

const everyUser = (plan: ShopPlan) => plan.users;
/** Two of the forty first names begin with it. */
const usersOfL = (plan: ShopPlan) => plan.users / 20;

export const USER_PROBES: readonly Probe[] = [
  ofUser('get-user', 'GET /users/{id}', (plan, user) => get(`/users/${userId(plan, user)}`)),
  firstPage('list-users', '/users'),
  deepPage('list-users', '/users', everyUser),
  ofUser('users-by-prefix', 'GET /users?email_prefix=, 20 of about 50', (plan, user) =>
    get(`/users?limit=20&email_prefix=${emailPrefix(plan, user)}`),
  ),
  ofUser('users-by-email', 'GET /users?email=', (plan, user) =>
    get(`/users?email=${userEmail(plan, user)}`),
  ),
  deepPage('users-by-letter', '/users?email_prefix=l', usersOfL),
  firstPage('users-admins-by-letter', '/users?email_prefix=l&role=admin'),
  firstPage('users-disabled', '/users?status=disabled'),
  firstPage('users-admins', '/users?role=admin'),
  firstPage('users-disabled-customers', '/users?role=customer&status=disabled'),
  {
    name: 'create-user',
    title: 'POST /users',
    prepare:
      ({ mark }) =>
      (n) => ({
        method: 'POST',
        path: '/users',
        body: { lastname: 'Doe', email: `${mark}.${n}@example.com`, phone_number: '1234567890' },
      }),
  },
  {
    name: 'update-user',
    title: 'PUT /users/{id}',
    prepare:
      ({ plan, mark }) =>
      (n) => ({
        method: 'PUT',
        path: `/users/${userId(plan, anyRow(plan.users, n))}`,
        body: { address: `${n} Main St, ${mark}` },
      }),
  },
  ofUser('get-user-by-email', 'GET /user/{email}', (plan, user) =>
    get(`/user/${userEmail(plan, user)}`),
  ),
  firstPage('personal-information', '/user-personal-information'),
  deepPage('personal-information', '/user-personal-information', everyUser),
];

function ofUser(name: string, title: string, ask: (plan: ShopPlan, user: number) => Ask): Probe {
  return {
    name,
    title,
    prepare:
      ({ plan }) =>
      (n) =>
        ask(plan, anyRow(plan.users, n)),
  };
}

function get(path: string): Ask {
  return { method: 'GET', path };
}
