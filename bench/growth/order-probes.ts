import { DatabaseSync } from 'node:sqlite';
import { fillCart } from './cart-probes.ts';
import { orderId } from './make-order.ts';
import { anyRow, deepPage, firstPage, type Probe, type Shop } from './probe.ts';
import { countStock } from './stock-probes.ts';

const YEAR = 'from=2022-01-01&to=2022-12-31';
const FEW = 'HAVING count(*) = 2 LIMIT 200';
const MANY = 'HAVING count(*) > 200 ORDER BY count(*) DESC LIMIT 20';

export const ORDER_PROBES: readonly Probe[] = [
  ofBuyers('orders-of-few', 'GET /users/{id}/orders, who has 2', FEW),
  ofBuyers('orders-of-many', 'GET /users/{id}/orders, who has the most', MANY),
  {
    name: 'get-order',
    title: 'GET /orders/{id}',
    prepare:
      ({ plan }) =>
      (n) => ({ method: 'GET', path: `/orders/${orderId(plan, anyRow(plan.orders, n))}` }),
  },
  firstPage('orders', '/orders'),
  deepPage('orders', '/orders', ({ orders }) => orders),
  firstPage('orders-pending', '/orders?status=Pending'),
  firstPage('orders-delivered', '/orders?status=Delivered'),
  deepPage('orders-delivered', '/orders?status=Delivered', ({ orders }) => orders * 0.9),
  firstPage('orders-of-a-year', `/orders?${YEAR}`),
  firstPage('orders-delivered-of-a-year', `/orders?status=Delivered&${YEAR}`),
  {
    name: 'pay-order',
    title: 'PUT /orders/{id}/status, Paid',
    async prepare(shop, count) {
      const orders = await placeOrders(shop, 'payer', count);
      return (n) => ({
        method: 'PUT',
        path: `/orders/${orders[n] ?? ''}/status`,
        body: { status: 'Paid' },
      });
    },
  },
  {
    name: 'cancel-order',
    title: 'POST /orders/{id}/cancel, 1 counted line',
    async prepare(shop, count) {
      const orders = await placeOrders(shop, 'canceller', count);
      return (n) => ({ method: 'POST', path: `/orders/${orders[n] ?? ''}/cancel` });
    },
  },
];

function ofBuyers(name: string, title: string, having: string): Probe {
  return {
    name,
    title,
    prepare({ file }) {
      const users = buyers(file, having);
      return (n) => ({ method: 'GET', path: `/users/${users[n % users.length]}/orders?limit=20` });
    },
  };
}

function buyers(file: string, having: string): readonly string[] {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  const rows = database.prepare(`SELECT user_id FROM orders GROUP BY user_id ${having}`).all();
  database.close();
  if (rows.length === 0) throw new Error(`${file} has no users with such orders`);
  return rows.map((row) => String(row['user_id']));
}

async function placeOrders(shop: Shop, name: string, count: number): Promise<readonly string[]> {
  await countStock(shop);
  const orders: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const user = `${shop.mark}-${name}-${n}`;
    await fillCart(shop, user, n);
    const { body } = await shop.client.ask({ method: 'POST', path: `/users/${user}/orders` });
    const { order_id: id } = JSON.parse(body) as { readonly order_id: string };
    orders.push(id);
  }
  return orders;
}
