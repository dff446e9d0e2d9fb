import fc from 'fast-check';
import type { Status } from './shop.ts';

/** Who, of three users and two guests. */
export type Who = 'ann' | 'bob' | 'cy' | 'guest 0' | 'guest 1';
export const USERS = ['ann', 'bob', 'cy'] as const;
export const PRODUCTS = ['kit', 'boot', 'ball', 'cap'] as const;
/** One in which every product comes that has sizes at first, and others. */
export const SIZES = ['S', 'M', 'L'] as const;
const LABELS = ['Ball', 'shirt', 'Crane'] as const;

const user = fc.constantFrom(...USERS);
const who = fc.constantFrom<Who>('ann', 'ann', 'bob', 'bob', 'cy', 'guest 0', 'guest 0', 'guest 1');
const slot = fc.constantFrom<number>(0, 0, 1);
const product = fc.constantFrom(...PRODUCTS, 'kit', 'kit', 'boot');
const size = fc.constantFrom(...SIZES, 'S', 'S');
const quantity = fc.constantFrom<number>(1, 1, 1, 2, 3, 50, 99);
const price = fc.constantFrom<number>(0, 1000, 1999, 2500);
const stock = fc.constantFrom<number | undefined>(0, 1, 2, 3, 5, 12, 1_000_000, undefined);
/** Of the orders there are, the newest first. */
const order = fc.constantFrom<number>(0, 0, 0, 1, 2, 5);
const versions = fc.constantFrom<'any' | 'right' | 'wrong'>('any', 'any', 'right', 'wrong');
const key = fc.constantFrom<string | undefined>('k1', 'k2', undefined);
const body = fc.constantFrom<string>('body', 'body', 'body', 'other body');
const expected = fc.constantFrom<'none' | 'right' | 'wrong'>(
  'none',
  'none',
  'right',
  'right',
  'wrong',
);
const by = fc.constantFrom('owner', 'owner', 'another', 'admin');
const to = fc.constantFrom<Status>('Pending', 'Paid', 'Paid', 'Shipped', 'Delivered', 'Cancelled');
const sizes = fc.subarray([...SIZES]);
const offered = fc.array(fc.record({ size, stock }), { maxLength: 3 });

function act<Name extends string, Fields>(
  weight: number,
  name: Name,
  fields: { readonly [Field in keyof Fields]: fc.Arbitrary<Fields[Field]> },
): fc.WeightedArbitrary<{ readonly act: Name } & Fields> {
  const arbitrary = fc.record<Fields>(fields).map((rest) => ({ act: name, ...rest }));
  return { weight, arbitrary };
}

/** Acts that collide with others of their kind. */
export const acts = {
  add: act(12, 'add', { who, product, size, quantity }),
  set: act(3, 'set', { who, product, size, quantity }),
  remove: act(2, 'remove', { who, product, size }),
  clear: act(1, 'clear', { who }),
  merge: act(5, 'merge', { slot, user, isRight: fc.constantFrom(true, true, true, false) }),
  comeAsGuest: act(2, 'come as a guest', { slot }),
  checkOut: act(9, 'check out', { user, key, body, expected }),
  cancel: act(4, 'cancel', { order, by }),
  changeStatus: act(5, 'change status', { order, to }),
  setStock: act(4, 'set stock', { product, size, stock }),
  adjustStock: act(4, 'adjust stock', {
    ...{ product, size, key },
    delta: fc.constantFrom<number>(-3, -1, 1, 2, 1_000_000),
  }),
  createProduct: act(2, 'create product', {
    ...{ product, price, sizes: offered },
    label: fc.constantFrom<string>(...LABELS),
  }),
  changePrice: act(3, 'change price', { product, price, versions }),
  rename: act(1, 'rename', { product, label: fc.constantFrom<string>(...LABELS), versions }),
  changeSizes: act(1, 'change sizes', { product, sizes, versions }),
  deleteProduct: act(1, 'delete product', { product, versions }),
};
const anyAct = fc.oneof(...Object.values(acts));
const lonelyAct = fc.oneof(
  act(6, 'show', { who }),
  act(2, 'expire orders', {}),
  act(1, 'remove old carts', {}),
  act(1, 'fill', { who, product, size, quantity: fc.constantFrom<number>(20, 49, 51) }),
);
/** Milliseconds before or after what is waited for. */
export const off = fc.constantFrom<number>(-1, 0, 1);
const wait = fc.record({
  act: fc.constant('wait' as const),
  until: fc.constantFrom('a second', 'an order is old', 'a cart is old', 'a key is old'),
  off,
});

type Chosen<Of> = Of extends fc.Arbitrary<infer Value> ? Value : never;
/** What is done, before it is known to what. */
export type Choice = Chosen<typeof anyAct> | Chosen<typeof lonelyAct>;
export type Wait = Chosen<typeof wait>;
export const alone: fc.Arbitrary<Choice | Wait> = fc.oneof(
  { weight: 9, arbitrary: anyAct },
  { weight: 2, arbitrary: lonelyAct },
  { weight: 1, arbitrary: wait },
);
export const atOnceOfAny: fc.Arbitrary<readonly Choice[]> = fc.array(anyAct, {
  minLength: 2,
  maxLength: 5,
});
