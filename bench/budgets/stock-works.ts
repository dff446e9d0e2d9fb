import { withProduct } from './product-works.ts';
import { MOVED } from './shop-rows.ts';
import type { Work, WorkRequest } from './work.ts';

const counted = { sizes: [{ size: 'M', stock: 40 }] };
const replayed = adjustment('adjusted-again', { 'idempotency-key': 'adjusted-again' });

/** The stock of a size and its ledger. */
export const stockWorks: readonly Work[] = [
  {
    operationId: 'setStock',
    title: 'PUT /products/{id}/stock/{size}',
    budget: 2,
    ...withProduct('counted-a', counted),
    request: { method: 'PUT', path: '/products/counted-a/stock/M', body: { stock: 25 } },
  },
  {
    operationId: 'setStock',
    title: 'PUT /products/{id}/stock/{size}, as it is already',
    budget: 1,
    ...withProduct('counted-b', counted),
    request: { method: 'PUT', path: '/products/counted-b/stock/M', body: { stock: 40 } },
  },
  {
    operationId: 'adjustStock',
    title: 'POST /products/{id}/stock/{size}/adjustments',
    budget: 2,
    ...withProduct('adjusted-a', counted),
    request: adjustment('adjusted-a'),
  },
  {
    operationId: 'adjustStock',
    title: 'POST /products/{id}/stock/{size}/adjustments, with Idempotency-Key',
    budget: 2,
    ...withProduct('adjusted-b', counted),
    request: adjustment('adjusted-b', { 'idempotency-key': 'adjusted-b' }),
  },
  {
    operationId: 'adjustStock',
    title: 'POST /products/{id}/stock/{size}/adjustments, replayed',
    budget: 2,
    async prepare(preparation) {
      await withProduct('adjusted-again', counted).prepare?.(preparation);
      await preparation.request(replayed);
    },
    request: replayed,
  },
  {
    operationId: 'adjustStock',
    title: 'POST /products/{id}/stock/{size}/adjustments, of more than there is',
    budget: 1,
    ...withProduct('adjusted-c', { sizes: [{ size: 'M', stock: 1 }] }),
    request: { ...adjustment('adjusted-c'), status: 409 },
  },
  {
    operationId: 'listStockMovements',
    title: 'GET /products/{id}/stock-movements, one page of 20',
    budget: 2,
    request: { method: 'GET', path: `/products/${MOVED}/stock-movements?limit=20` },
  },
];

function adjustment(id: string, headers: Readonly<Record<string, string>> = {}): WorkRequest {
  const path = `/products/${id}/stock/M/adjustments`;
  return { method: 'POST', path, headers, body: { delta: -2, note: 'Torn in the store room' } };
}
