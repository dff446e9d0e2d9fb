import { makeProduct, productId } from './make-product.ts';
import { anyRow, type Probe, type Shop } from './probe.ts';
import { SMALL, type ShopPlan } from './shop-plan.ts';

/** Products whose stock is changed. */
const PRODUCTS = 100;
const ENOUGH = 1_000;
const DEAREST = 20_000;

export const STOCK_PROBES: readonly Probe[] = [
  {
    name: 'set-price',
    title: 'PUT /products/{id}, another price',
    prepare:
      ({ plan, run }) =>
      (n) => ({
        method: 'PUT',
        path: `/products/${productId(plan, anyRow(plan.products, n))}`,
        // Another one than in the last run: a product that stays in its place costs less.
        body: { price: (1 + ((run + n) % DEAREST)) / 100 },
      }),
  },
  {
    name: 'set-stock',
    title: 'PUT /products/{id}/stock/{size}',
    prepare:
      ({ plan }) =>
      (n) => ({ method: 'PUT', path: stockPath(plan, n), body: { stock: ENOUGH + n } }),
  },
  {
    name: 'adjust-stock',
    title: 'POST …/stock/{size}/adjustments',
    async prepare(shop) {
      await countStock(shop);
      return (n) => ({
        method: 'POST',
        path: `${stockPath(shop.plan, n)}/adjustments`,
        body: { delta: 1 },
      });
    },
  },
  {
    name: 'stock-movements',
    title: 'GET /products/{id}/stock-movements',
    prepare:
      ({ plan }) =>
      (n) => ({
        method: 'GET',
        path: `/products/${productId(plan, untouchedRow(plan, n))}/stock-movements?limit=20`,
      }),
  },
];

/** A product in a size whose stock `countStock` has made plenty. */
export function countedLine(plan: ShopPlan, n: number) {
  const product = makeProduct(plan, anyRow(plan.products, n % PRODUCTS));
  return { product_id: product.productId, size: product.sizes[0]?.size ?? '' };
}

/** Brings the stock of every line that `countedLine` may give to enough. */
export async function countStock({ client, plan }: Shop): Promise<void> {
  for (let n = 0; n < PRODUCTS; n += 1) {
    await client.ask({ method: 'PUT', path: stockPath(plan, n), body: { stock: ENOUGH } });
  }
}

/** Of a product that has its first movements alone, as many in each shop. */
function untouchedRow(plan: ShopPlan, n: number): number {
  return anyRow(plan.products, PRODUCTS + (n % (SMALL.products - PRODUCTS)));
}

function stockPath(plan: ShopPlan, n: number): string {
  const { product_id: id, size } = countedLine(plan, n);
  return `/products/${id}/stock/${encodeURIComponent(size)}`;
}
