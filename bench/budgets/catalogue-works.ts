import { KITS_TAG } from './shop-rows.ts';
import type { Work } from './work.ts';

/** Of products; each page reads one entry more, to know of the next. */
const PAGE = 'limit=20';

/** The catalogue for everybody: lists, searches and one product. */
export const catalogueWorks: readonly Work[] = [
  list('GET /products, one page of 20', ''),
  list('GET /products?tag, one page of 20', `tag=${KITS_TAG}`),
  {
    ...list('GET /products?tag, 100 products in 5 pages', `tag=${KITS_TAG}`),
    walk: true,
  },
  list('GET /products?sort=price, one page of 20', 'sort=price'),
  list('GET /products?sort=-price, one page of 20', 'sort=-price'),
  list('GET /products?sort=newest, one page of 20', 'sort=newest'),
  search('GET /products?q, a word of no product', 'umbrella', 1),
  search('GET /products?q, a word of 20 products', 'scarf', 2),
  search('GET /products?q, two words of 20 products', 'striped scarf', 3),
  search('GET /products?q, a word of 20 products and one of 170', 'with scarf', 3),
  search('GET /products?q, a word of 150 products', 'rovers', 3),
  {
    // Ten products in the smaller tables.
    ...search('GET /products?q, a word of more than 400 products', 'pacer', 5),
    grows: true,
    readsMore: true,
  },
  {
    operationId: 'getProduct',
    title: 'GET /products/{id}',
    budget: 1,
    request: { method: 'GET', path: '/products/kit-7' },
  },
];

function list(title: string, query: string): Work {
  const path = `/products?${query}${query && '&'}${PAGE}`;
  return { operationId: 'listCatalogue', title, budget: 2, request: { method: 'GET', path } };
}

function search(title: string, words: string, budget: number): Work {
  const path = `/products?q=${encodeURIComponent(words)}&${PAGE}`;
  return { operationId: 'listCatalogue', title, budget, request: { method: 'GET', path } };
}
