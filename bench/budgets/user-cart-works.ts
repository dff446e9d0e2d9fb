import { counted, LINE_COUNTS } from './line-counts.ts';
import { kits } from './shop-rows.ts';
import { asSignedIn, type Work, type WorkRequest } from './work.ts';

/** A user's cart as a resource: each call answers with the cart as it then is. */
export const userCartWorks: readonly Work[] = [
  ...ofEach('getCart', 'GET /users/{id}/cart', 2, (path) => ({ method: 'GET', path })),
  {
    operationId: 'getCart',
    title: 'GET /users/{id}/cart, none',
    budget: 1,
    request: { method: 'GET', path: '/users/has-no-cart/cart' },
  },
  ...ofEach('addCartItem', 'POST /users/{id}/cart/items', 4, addItem),
  {
    operationId: 'addCartItem',
    title: 'POST /users/{id}/cart/items, with one’s own token, 1 line',
    budget: 5,
    prepare: ({ putCart }) => putCart('fills-own', kits.slice(0, 1)),
    request: asSignedIn('fills-own', addItem('/users/fills-own/cart')),
  },
  ...ofEach('setCartItem', 'PUT /users/{id}/cart/items/{id}/{size}', 5, (path) => ({
    method: 'PUT',
    path: `${path}/items/kit-0/M`,
    body: { quantity: 3 },
  })),
  ...ofEach('removeCartItem', 'DELETE /users/{id}/cart/items/{id}/{size}', 3, (path, lines) => ({
    method: 'DELETE',
    path: `${path}/items/kit-${lines - 1}/M`,
  })),
  ...ofEach('emptyCart', 'DELETE /users/{id}/cart', 2, (path) => ({ method: 'DELETE', path })),
];

function addItem(path: string): WorkRequest {
  const body = { product_id: 'kit-0', size: 'M', quantity: 2 };
  return { method: 'POST', path: `${path}/items`, body };
}

function ofEach(
  operationId: string,
  title: string,
  budget: number,
  request: (path: string, lines: number) => WorkRequest,
): readonly Work[] {
  return LINE_COUNTS.map((lines) => {
    const userId = `${operationId}-${lines}`;
    return {
      operationId,
      title: `${title}, ${counted(lines)}`,
      budget,
      prepare: ({ putCart }) => putCart(userId, kits.slice(0, lines)),
      request: request(`/users/${userId}/cart`, lines),
    };
  });
}
