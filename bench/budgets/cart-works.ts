import { counted, LINE_COUNTS } from './line-counts.ts';
import { kits, trackedKits } from './shop-rows.ts';
import type { Work, WorkRequest } from './work.ts';

/** Every route of carts and checkouts, with few and with many lines in the cart. */
export const cartWorks: readonly Work[] = [
  ...LINE_COUNTS.map(addToCart),
  ...LINE_COUNTS.map(loadCart),
  loadCartOfOneProduct(),
  ...LINE_COUNTS.map(clearCart),
  ...LINE_COUNTS.map(checkout),
  ...LINE_COUNTS.map(checkoutWithKey),
  ...LINE_COUNTS.map(checkoutOfTrackedStock),
  ...LINE_COUNTS.map(replay),
  ...LINE_COUNTS.map(replayWithFullCart),
];

function addToCart(lines: number): Work {
  const userId = `adds-${lines}`;
  const unit = { product_id: 'kit-0', size: 'M' };
  return {
    operationId: 'addToCart',
    title: `POST /add_to_cart, ${counted(lines)}`,
    budget: 2,
    prepare: ({ putCart }) => putCart(userId, kits.slice(0, lines)),
    request: { method: 'POST', path: '/add_to_cart', body: { user_id: userId, ...unit } },
    documents: { cart: { userId, lines }, run: (functions) => functions.addToCart(userId, unit) },
  };
}

function loadCart(lines: number): Work {
  const userId = `loads-${lines}`;
  return {
    operationId: 'loadCart',
    title: `GET /load_cart, ${counted(lines)}`,
    budget: 2,
    prepare: ({ putCart }) => putCart(userId, kits.slice(0, lines)),
    request: { method: 'GET', path: `/load_cart?user_id=${userId}` },
    documents: { cart: { userId, lines }, run: (functions) => functions.loadCart(userId) },
  };
}

function loadCartOfOneProduct(): Work {
  const userId = 'loads-units';
  const units = 10;
  return {
    operationId: 'loadCart',
    title: `GET /load_cart, 1 line of ${units} units`,
    budget: 2,
    prepare: ({ putCart }) => putCart(userId, kits.slice(0, 1), units),
    request: { method: 'GET', path: `/load_cart?user_id=${userId}` },
    documents: {
      cart: { userId, lines: 1, units },
      run: (functions) => functions.loadCart(userId),
    },
  };
}

function clearCart(lines: number): Work {
  const userId = `clears-${lines}`;
  return {
    operationId: 'clearCart',
    title: `POST /clear_cart, ${counted(lines)}`,
    budget: 1,
    prepare: ({ putCart }) => putCart(userId, kits.slice(0, lines)),
    request: { method: 'POST', path: '/clear_cart', body: { user_id: userId } },
    documents: { cart: { userId, lines }, run: (functions) => functions.clearCart(userId) },
  };
}

function checkout(lines: number): Work {
  const userId = `buys-${lines}`;
  return {
    ...checkoutOf(userId, `POST /checkout, ${counted(lines)}`),
    prepare: ({ putCart }) => putCart(userId, kits.slice(0, lines)),
    documents: {
      cart: { userId, lines },
      run: (functions) => functions.checkout(userId, `order-${userId}`),
    },
  };
}

function checkoutWithKey(lines: number): Work {
  const userId = `buys-with-key-${lines}`;
  return {
    ...checkoutOf(userId, `POST /checkout, with Idempotency-Key, ${counted(lines)}`, userId),
    prepare: ({ putCart }) => putCart(userId, kits.slice(0, lines)),
  };
}

function checkoutOfTrackedStock(lines: number): Work {
  const userId = `buys-tracked-${lines}`;
  return {
    ...checkoutOf(userId, `POST /checkout, of tracked stock, ${counted(lines)}`),
    prepare: ({ putCart }) => putCart(userId, trackedKits.slice(0, lines)),
  };
}

function replay(lines: number): Work {
  const userId = `replays-${lines}`;
  const work = checkoutOf(userId, `POST /checkout, replayed, ${counted(lines)}`, userId);
  return {
    ...work,
    async prepare({ putCart, request }) {
      await putCart(userId, kits.slice(0, lines));
      await request(work.request);
    },
  };
}

function replayWithFullCart(lines: number): Work {
  const userId = `replays-full-${lines}`;
  const title = `POST /checkout, replayed with a new cart, ${counted(lines)}`;
  const work = checkoutOf(userId, title, userId);
  return {
    ...work,
    async prepare({ putCart, request }) {
      await putCart(userId, kits.slice(0, lines));
      await request(work.request);
      await putCart(userId, kits.slice(0, lines));
    },
  };
}

function checkoutOf(
  userId: string,
  title: string,
  idempotencyKey?: string,
): Work & { readonly request: WorkRequest } {
  const path = '/checkout';
  const request = { method: 'POST', path, body: { user_id: userId } } as const;
  return {
    operationId: 'checkout',
    title,
    budget: 3,
    request:
      idempotencyKey === undefined
        ? request
        : { ...request, headers: { 'idempotency-key': idempotencyKey } },
  };
}
