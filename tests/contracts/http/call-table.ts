import type { SendOptions } from './api-client.ts';
import type { Call, CallOwner } from './call.ts';
import { BALL, freshEmail, freshUserId, PASSWORD } from './fixtures.ts';
import { SMALL_PNG } from './sample-photo.ts';
import { SHOP_CALLS } from './shop-calls.ts';
import { SIGN_IN_CALLS } from './sign-in-calls.ts';
import { WEBHOOK_CALLS } from './webhook-calls.ts';

/** Whom no account is of. */
export const NOBODY: CallOwner = { userId: 'nobody-here', email: 'nobody-here@example.com' };

const profile = {
  firstname: 'Ada',
  lastname: 'Doe',
  dob: '1990-01-01',
  address: '1 High Street',
  gender: 'Female',
  phone_number: '1234567890',
};
const byId = ({ userId }: CallOwner) => `/users/${userId}`;
const byEmail = ({ email }: CallOwner) => `/user/${encodeURIComponent(email)}`;
const ofOwner = ({ userId }: CallOwner) => ({ user_id: userId });

/** Rows P, U, R and S of the contract, and sign-in. */
export const CALLS: readonly Call[] = [
  {
    method: 'POST',
    path: '/user-personal-information',
    who: 'admin',
    url: () => '/user-personal-information',
    body: () => ({ customer_email: freshEmail(), personal_details: { shirt_number: 9 } }),
  },
  {
    method: 'GET',
    path: '/user-personal-information',
    who: 'admin',
    url: () => '/user-personal-information',
  },
  {
    method: 'PUT',
    path: '/user-personal-information/{user_id}',
    who: 'owner',
    url: ({ userId }) => `/user-personal-information/${userId}`,
    body: ({ email }) => ({ customer_email: email, personal_details: { shirt_number: 10 } }),
  },
  {
    method: 'POST',
    path: '/users',
    who: 'admin',
    url: () => '/users',
    body: () => ({ email: freshEmail(), ...profile }),
  },
  { method: 'GET', path: '/users', who: 'admin', url: () => '/users' },
  { method: 'GET', path: '/users/{user_id}', who: 'owner', url: byId },
  {
    method: 'PUT',
    path: '/users/{user_id}',
    who: 'owner',
    url: byId,
    body: ({ email }) => ({ email, ...profile }),
  },
  { method: 'DELETE', path: '/users/{user_id}', who: 'owner', url: byId },
  {
    method: 'POST',
    path: '/register',
    who: 'anyone',
    url: () => '/register',
    body: () => ({ email: freshEmail(), password: PASSWORD, ...profile }),
  },
  { method: 'GET', path: '/user/{email}', who: 'owner', url: byEmail },
  {
    method: 'PUT',
    path: '/user/{email}',
    who: 'owner',
    url: byEmail,
    body: ({ email }) => ({ email, ...profile }),
  },
  { method: 'DELETE', path: '/user/{email}', who: 'owner', url: byEmail },
  { method: 'GET', path: '/home_page', who: 'anyone', url: () => '/home_page' },
  {
    method: 'GET',
    path: '/load_products',
    who: 'anyone',
    url: () => '/load_products?product_tag=kits',
  },
  {
    method: 'POST',
    path: '/store_user_data',
    who: 'owner',
    url: () => '/store_user_data?operation=register',
    body: () => ({
      user_id: freshUserId(),
      email: freshEmail(),
      firstName: 'Ada',
      lastName: 'Doe',
    }),
  },
  {
    method: 'GET',
    path: '/get_user_data',
    who: 'owner',
    url: ({ userId }) => `/get_user_data?user_id=${userId}`,
  },
  {
    method: 'POST',
    path: '/add_to_cart',
    who: 'owner',
    url: () => '/add_to_cart',
    body: (of) => ({ ...ofOwner(of), ...BALL }),
  },
  {
    method: 'GET',
    path: '/load_cart',
    who: 'owner',
    url: ({ userId }) => `/load_cart?user_id=${userId}`,
  },
  { method: 'POST', path: '/clear_cart', who: 'owner', url: () => '/clear_cart', body: ofOwner },
  { method: 'POST', path: '/checkout', who: 'owner', url: () => '/checkout', body: ofOwner },
  {
    method: 'GET',
    path: '/get_orders',
    who: 'owner',
    url: ({ userId }) => `/get_orders?user_id=${userId}`,
  },
  ...SHOP_CALLS,
  ...WEBHOOK_CALLS,
  ...SIGN_IN_CALLS,
];

export const CALLS_WITH_BODY = CALLS.filter(hasBody);

function hasBody(call: Call): call is Call & Required<Pick<Call, 'body'>> {
  return call.body !== undefined;
}

/** The rest of what is served: for tools and the shop's pages. */
export const OTHER_PATHS: readonly string[] = [
  '/photos/{file}',
  '/health/live',
  '/health/ready',
  '/openapi.json',
  '/docs',
  '/docs/{asset}',
];

/** What a call sends. */
export function optionsOf({ body, takesFile }: Call, of: CallOwner): SendOptions {
  if (takesFile) return { raw: SMALL_PNG, headers: { 'content-type': 'image/png' } };
  const json = body?.(of);
  return json === undefined ? {} : { json };
}

/** For test names: "POST /users". */
export function nameOf({ method, path }: Pick<Call, 'method' | 'path'>): string {
  return `${method} ${path}`;
}
