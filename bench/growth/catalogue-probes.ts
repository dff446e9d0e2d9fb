import { PRODUCT_SORTS } from '../../src/domain/catalogue.ts';
import { productId, teamCount, teamMaker, teamPlace } from './make-product.ts';
import { anyRow, deepPage, firstPage, type Probe } from './probe.ts';
import type { ShopPlan } from './shop-plan.ts';
import { placePrefix } from './words.ts';

const everyProduct = (plan: ShopPlan) => plan.products;
const everyKit = (plan: ShopPlan) => plan.products / 2;
const MORE_MATCHES = 'more matches in the big shop, 400 at most are looked at';

export const CATALOGUE_PROBES: readonly Probe[] = [
  {
    name: 'home-page',
    title: 'GET /home_page',
    prepare: () => () => ({ method: 'GET', path: '/home_page' }),
  },
  firstPage('load-products', '/load_products?product_tag=kits'),
  deepPage('load-products', '/load_products?product_tag=kits', everyKit),
  ofProduct(
    'load-product',
    'GET /load_products?product_id=',
    (id) => `/load_products?product_id=${id}`,
  ),
  ...PRODUCT_SORTS.flatMap((sort) => [
    firstPage(`products-${sort}`, `/products?sort=${sort}`),
    deepPage(`products-${sort}`, `/products?sort=${sort}`, everyProduct),
    firstPage(`kits-${sort}`, `/products?tag=kits&sort=${sort}`),
    deepPage(`kits-${sort}`, `/products?tag=kits&sort=${sort}`, everyKit),
  ]),
  search('search-team', 'a team (50 matches)', teamPlace),
  search('search-team-price', 'a team, by price', teamPlace, '&sort=price'),
  search(
    'search-two-words',
    'two words (50 matches)',
    (team) => `${teamMaker(team)} ${teamPlace(team)}`,
  ),
  search('search-prefix', 'the beginning of a team (50 matches)', (team) =>
    placePrefix(teamPlace(team)),
  ),
  firstPage('search-common', '/products?q=home', MORE_MATCHES),
  {
    ...search('search-team-common', 'a team and "home"', (team) => `${teamPlace(team)} home`),
    remark: MORE_MATCHES,
  },
  ofProduct('get-product', 'GET /products/{id}', (id) => `/products/${id}`),
];

function ofProduct(name: string, title: string, path: (productId: string) => string): Probe {
  return {
    name,
    title,
    prepare:
      ({ plan }) =>
      (n) => ({ method: 'GET', path: path(productId(plan, anyRow(plan.products, n))) }),
  };
}

function search(name: string, what: string, words: (team: number) => string, more = ''): Probe {
  return {
    name,
    title: `GET /products?q=${what}`,
    prepare:
      ({ plan }) =>
      (n) => {
        const query = encodeURIComponent(words(anyRow(teamCount(plan), n)));
        return { method: 'GET', path: `/products?limit=20&q=${query}${more}` };
      },
  };
}
