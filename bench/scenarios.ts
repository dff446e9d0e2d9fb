import type { Request } from 'autocannon';
import type { ShopData } from './bench-store.ts';
import { SAMPLE_LINES, sampleCartIds, sampleUserIds } from './data.ts';

/** This many carts grow at a time, and then others, so that none ever meets its limits. */
const GROWING_CARTS = 1_000;
const UNITS_PER_CART = 60;

export interface Scenario {
  /** For --only. */
  readonly name: string;
  readonly title: string;
  /** The requests for one server from the beginning; the same for each. */
  readonly start: () => RequestStream;
}

export interface RequestStream {
  /** Called before each round with the data of the server that is to be measured. */
  readonly prepare?: (data: ShopData, seconds: number) => Promise<void>;
  /** Each connection sends these in turn, over and over. */
  readonly requests: readonly Request[];
}

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'get-user',
    title: 'GET /users/{id}',
    start: () => gets(sampleUserIds.map((userId) => `/users/${userId}`)),
  },
  { name: 'create-user', title: 'POST /users', start: newUsers },
  {
    name: 'load-products',
    title: 'GET /load_products?product_tag=kits',
    start: () => gets(['/load_products?product_tag=kits']),
  },
  { name: 'add-to-cart', title: 'POST /add_to_cart', start: growingCarts },
  {
    name: 'load-cart',
    title: 'GET /load_cart, 10 units',
    start: () => gets(sampleCartIds.map((userId) => `/load_cart?user_id=${userId}`)),
  },
  { name: 'checkout', title: 'POST /checkout, 3 units', start: checkouts },
];

function gets(paths: readonly string[]): RequestStream {
  return { requests: paths.map((path) => ({ method: 'GET', path })) };
}

function newUsers(): RequestStream {
  let made = 0;
  return posts('/users', () => {
    made += 1;
    return {
      lastname: 'Doe',
      dob: '1990-01-01',
      address: '123 Main St, City, Country',
      gender: 'Male',
      email: `bench-${made}@example.com`,
      phone_number: '1234567890',
    };
  });
}

function growingCarts(): RequestStream {
  let added = 0;
  return posts('/add_to_cart', () => {
    const pass = Math.floor(added / GROWING_CARTS);
    const generation = Math.floor(pass / UNITS_PER_CART);
    const { productId, size } = SAMPLE_LINES[pass % SAMPLE_LINES.length] ?? SAMPLE_LINES[0];
    const userId = `growing-${generation}-${added % GROWING_CARTS}`;
    added += 1;
    return { user_id: userId, product_id: productId, size };
  });
}

function checkouts(): RequestStream {
  let round = 0;
  let used = 0;
  const userId = (n: number) => `checkout-${round}-${n}`;
  return {
    ...posts('/checkout', () => {
      used += 1;
      return { user_id: userId(used) };
    }),
    async prepare(data, seconds) {
      round += 1;
      used = 0;
      const count = data.cartsPerSecond * seconds;
      await data.insertCarts(Array.from({ length: count }, (_, index) => userId(index + 1)));
    },
  };
}

function posts(path: string, nextBody: () => object): RequestStream {
  const setupRequest = (request: Request): Request => ({
    ...request,
    body: JSON.stringify(nextBody()),
  });
  const headers = { 'content-type': 'application/json' };
  return { requests: [{ method: 'POST', path, headers, setupRequest }] };
}
