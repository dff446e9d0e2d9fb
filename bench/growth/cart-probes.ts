import type { Probe, Shop } from './probe.ts';
import { countedLine, countStock } from './stock-probes.ts';

const CARTS = 50;
const LINES = 3;

export const CART_PROBES: readonly Probe[] = [
  {
    name: 'add-to-cart',
    title: 'POST /add_to_cart',
    prepare: (shop) => (n) => ({
      method: 'POST',
      path: '/add_to_cart',
      body: { user_id: `${shop.mark}-new-${n}`, ...countedLine(shop.plan, n) },
    }),
  },
  {
    name: 'get-cart',
    title: `GET /users/{id}/cart, ${LINES} lines`,
    async prepare(shop) {
      await makeCarts(shop);
      return (n) => ({ method: 'GET', path: `/users/${cartUser(shop, n)}/cart` });
    },
  },
  {
    name: 'set-cart-item',
    title: 'PUT /users/{id}/cart/items/{product}/{size}',
    async prepare(shop) {
      await makeCarts(shop);
      return (n) => {
        const { product_id: productId, size } = countedLine(shop.plan, n % CARTS);
        const item = `${productId}/${encodeURIComponent(size)}`;
        const path = `/users/${cartUser(shop, n)}/cart/items/${item}`;
        return { method: 'PUT', path, body: { quantity: 2 + (Math.floor(n / CARTS) % 5) } };
      };
    },
  },
  {
    name: 'place-order',
    title: 'POST /users/{id}/orders, 1 counted line',
    async prepare(shop, count) {
      await countStock(shop);
      const users = Array.from({ length: count }, (_, n) => `${shop.mark}-buyer-${n}`);
      for (const [n, user] of users.entries()) await fillCart(shop, user, n);
      return (n) => ({ method: 'POST', path: `/users/${users[n] ?? ''}/orders`, body: {} });
    },
  },
];

/** Puts one unit of a line whose stock is counted into a cart. */
export async function fillCart({ client, plan }: Shop, user: string, n: number): Promise<void> {
  const body = { user_id: user, ...countedLine(plan, n) };
  await client.ask({ method: 'POST', path: '/add_to_cart', body });
}

async function makeCarts(shop: Shop): Promise<void> {
  for (let n = 0; n < CARTS; n += 1) {
    for (let line = 0; line < LINES; line += 1) await fillCart(shop, cartUser(shop, n), n + line);
  }
}

function cartUser({ mark }: Shop, n: number): string {
  return `${mark}-cart-${n % CARTS}`;
}
