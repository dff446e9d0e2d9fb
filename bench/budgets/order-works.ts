import type { Product } from '../../src/domain/product.ts';
import { counted, LINE_COUNTS } from './line-counts.ts';
import { BUYER, kits, trackedKits } from './shop-rows.ts';
import type { Preparation, Work, WorkRequest } from './work.ts';

/** Orders as those who place them see them. */
export const orderWorks: readonly Work[] = [
  ...LINE_COUNTS.map((lines) =>
    placing(`places-${lines}`, `POST /users/{id}/orders, ${counted(lines)}`, kits.slice(0, lines)),
  ),
  ...LINE_COUNTS.map((lines) =>
    placing(
      `places-tracked-${lines}`,
      `POST /users/{id}/orders, of tracked stock, ${counted(lines)}`,
      trackedKits.slice(0, lines),
    ),
  ),
  placingWithToken(),
  placingAgain(),
  {
    operationId: 'listOrders',
    title: 'GET /users/{id}/orders, one page of 20',
    budget: 1,
    request: { method: 'GET', path: `/users/${BUYER}/orders?limit=20` },
  },
  {
    operationId: 'getOrder',
    title: 'GET /orders/{id}',
    budget: 1,
    request: { method: 'GET', path: '/orders/bought-7' },
  },
  {
    operationId: 'getOrder',
    title: 'GET /orders/{id}, with the owner’s token',
    budget: 2,
    async request(preparation) {
      const { headers } = await preparation.signIn('reads-order');
      const orderId = await orderOf(preparation, 'reads-order', kits.slice(0, 3));
      return { method: 'GET', path: `/orders/${orderId}`, headers };
    },
  },
  ...LINE_COUNTS.map((lines) =>
    cancelling(`cancels-${lines}`, `, ${counted(lines)}`, 2, kits.slice(0, lines)),
  ),
  ...LINE_COUNTS.map((lines) =>
    cancelling(
      `cancels-tracked-${lines}`,
      `, of tracked stock, ${counted(lines)}`,
      3,
      trackedKits.slice(0, lines),
    ),
  ),
  {
    operationId: 'cancelOrder',
    title: 'POST /orders/{id}/cancel, with the owner’s token, 1 line',
    budget: 4,
    async request(preparation) {
      const { headers } = await preparation.signIn('cancels-own');
      const orderId = await orderOf(preparation, 'cancels-own', kits.slice(0, 1));
      return { method: 'POST', path: `/orders/${orderId}/cancel`, headers };
    },
  },
  // Last: it sells one of the kits out.
  placingTooMuch(),
];

/** Places an order beforehand and gives its id. */
export async function orderOf(
  { putCart, request }: Preparation,
  userId: string,
  products: readonly Product[],
): Promise<string> {
  await putCart(userId, products);
  const order = await request(place(userId));
  return (order as { readonly order_id: string }).order_id;
}

function place(userId: string): WorkRequest {
  return { method: 'POST', path: `/users/${userId}/orders` };
}

function placing(userId: string, title: string, products: readonly Product[]): Work {
  return {
    operationId: 'placeOrder',
    title,
    budget: 3,
    prepare: ({ putCart }) => putCart(userId, products),
    request: place(userId),
  };
}

function placingWithToken(): Work {
  const title = 'POST /users/{id}/orders, with one’s own token, 1 line';
  return {
    ...placing('places-own', title, kits.slice(0, 1)),
    budget: 4,
    async request({ signIn }) {
      const { headers } = await signIn('places-own');
      return { ...place('places-own'), headers };
    },
  };
}

/** The last of its lines is one that there is none of. */
function placingTooMuch(): Work {
  const title = 'POST /users/{id}/orders, more than there is of 1 of 10 lines';
  const userId = 'places-too-much';
  return {
    ...placing(userId, title, []),
    async prepare({ putCart, request }) {
      const products = trackedKits.slice(20, 30);
      const path = `/products/${products.at(-1)?.productId}/stock/M`;
      await request({ method: 'PUT', path, body: { stock: 0 } });
      await putCart(userId, products);
    },
    request: { ...place(userId), status: 409 },
  };
}

function placingAgain(): Work {
  const title = 'POST /users/{id}/orders, replayed, 50 lines';
  const again = { ...place('places-again'), headers: { 'idempotency-key': 'places-again' } };
  return {
    ...placing('places-again', title, []),
    async prepare({ putCart, request }) {
      await putCart('places-again', kits.slice(0, 50));
      await request(again);
    },
    request: again,
  };
}

function cancelling(
  userId: string,
  what: string,
  budget: number,
  products: readonly Product[],
): Work {
  return {
    operationId: 'cancelOrder',
    title: `POST /orders/{id}/cancel${what}`,
    budget,
    async request(preparation) {
      const orderId = await orderOf(preparation, userId, products);
      return { method: 'POST', path: `/orders/${orderId}/cancel` };
    },
  };
}
