import { counted, LINE_COUNTS } from './line-counts.ts';
import { kits } from './shop-rows.ts';
import type { Preparation, Work, WorkRequest } from './work.ts';

/** Carts without an account, as whoever has the secret calls, and their way into a user's. */
export const guestCartWorks: readonly Work[] = [
  {
    operationId: 'createGuestCart',
    title: 'POST /guest-carts',
    budget: 2,
    request: { method: 'POST', path: '/guest-carts' },
  },
  ...ofEach('getGuestCart', 'GET /guest-carts/{id}', 3, (path) => ({ method: 'GET', path })),
  ...ofEach('addGuestCartItem', 'POST /guest-carts/{id}/items', 5, (path) => ({
    method: 'POST',
    path: `${path}/items`,
    body: { product_id: 'kit-0', size: 'M', quantity: 2 },
  })),
  ...ofEach('setGuestCartItem', 'PUT /guest-carts/{id}/items/{id}/{size}', 6, (path) => ({
    method: 'PUT',
    path: `${path}/items/kit-0/M`,
    body: { quantity: 3 },
  })),
  ...ofEach(
    'removeGuestCartItem',
    'DELETE /guest-carts/{id}/items/{id}/{size}',
    4,
    (path, lines) => ({
      method: 'DELETE',
      path: `${path}/items/kit-${lines - 1}/M`,
    }),
  ),
  ...ofEach('emptyGuestCart', 'DELETE /guest-carts/{id}', 4, (path) => ({
    method: 'DELETE',
    path,
  })),
  ...LINE_COUNTS.map((lines) => merge(`of ${counted(lines)} into none`, lines, 0)),
  merge('of 1 line into 10', 1, 10),
  merge('of 50 lines into the same 50', 50, 50),
  {
    ...merge('repeated, of 50 lines', 50, 0),
    async request(preparation) {
      const request = await mergeRequest(preparation, 'merges-again', 50);
      await preparation.request(request);
      return request;
    },
  },
];

function ofEach(
  operationId: string,
  title: string,
  budget: number,
  request: (path: string, lines: number) => WorkRequest,
): readonly Work[] {
  return LINE_COUNTS.map((lines) => ({
    operationId,
    title: `${title}, ${counted(lines)}`,
    budget,
    async request({ putGuestCart }) {
      const { cartId, headers } = await putGuestCart(kits.slice(0, lines));
      return { ...request(`/guest-carts/${cartId}`, lines), headers };
    },
  }));
}

function merge(what: string, lines: number, held: number): Work {
  const userId = `merges-${lines}-${held}`;
  return {
    operationId: 'mergeGuestCart',
    title: `POST /users/{id}/cart/merge, ${what}`,
    budget: 6,
    async request(preparation) {
      if (held > 0) await preparation.putCart(userId, kits.slice(0, held));
      return mergeRequest(preparation, userId, lines);
    },
  };
}

async function mergeRequest(
  { putGuestCart }: Preparation,
  userId: string,
  lines: number,
): Promise<WorkRequest> {
  const { cartId, secret } = await putGuestCart(kits.slice(0, lines));
  const body = { cart_id: cartId, cart_secret: secret };
  return { method: 'POST', path: `/users/${userId}/cart/merge`, body };
}
