import fc from 'fast-check';
import { acts, alone, atOnceOfAny, type Choice, off, USERS, type Wait } from './shop-steps.ts';

/** Acts that run at once, and what makes it likely that they get into each other's way. */
interface AtOnce {
  readonly act: 'at once';
  readonly before: readonly (Choice | Wait)[];
  readonly acts: readonly Choice[];
  /** Which of the calls that wait comes next, on a store that does one after the other. */
  readonly turns: readonly number[];
}
interface Nothing {
  readonly act: 'nothing';
}
export type Step = Choice | Wait | AtOnce | Nothing;

const KIT = { product: 'kit', size: 'S' } as const;
const user = fc.constantFrom(...USERS);
const few = fc.constantFrom(1, 2, 3);
const setKits = (stock: number) => ({ act: 'set stock', ...KIT, stock }) as const;
const addKits = (who: 'ann' | 'bob' | 'cy' | 'guest 0', quantity = 1) =>
  ({ act: 'add', who, ...KIT, quantity }) as const;
const checkOut = (
  who: 'ann' | 'bob' | 'cy',
  key?: 'k1' | 'k2',
  expected: 'none' | 'right' = 'none',
) => ({ act: 'check out', user: who, key, body: 'body', expected }) as const;

/** One more of some acts, or none. */
function maybe(...some: readonly fc.WeightedArbitrary<Choice>[]): fc.Arbitrary<readonly Choice[]> {
  return fc.array(fc.oneof(...some), { maxLength: 2 });
}

type Collision = readonly [before: readonly (Choice | Wait)[], acts: readonly Choice[]];

const buyersOfTheLast = fc
  .tuple(few, maybe(acts.setStock, acts.adjustStock, acts.cancel, acts.changeSizes))
  .map(
    ([stock, others]): Collision => [
      [setKits(stock), ...USERS.map((one) => addKits(one))],
      [...USERS.map((one) => checkOut(one)), ...others],
    ],
  );
const oneCart = fc
  .tuple(
    user,
    fc.constantFrom<'k1' | 'k2' | undefined>('k1', 'k2', undefined),
    fc.constantFrom<'k1' | 'k2' | undefined>('k1', 'k2', undefined),
    few,
  )
  .chain(([one, first, second, stock]) =>
    maybe(acts.add, acts.set, acts.remove, acts.clear, acts.checkOut).map(
      (others): Collision => [
        [setKits(stock), addKits(one)],
        [checkOut(one, first), checkOut(one, second), addKits(one), ...others],
      ],
    ),
  );
const oneOrder = fc
  .tuple(
    user,
    fc.constantFrom('Pending', 'Paid'),
    fc.array(fc.oneof(acts.cancel, acts.changeStatus), { minLength: 2, maxLength: 4 }),
  )
  .map(([one, status, moves]): Collision => {
    const before = [setKits(5), addKits(one, 2), checkOut(one)];
    const paid = { act: 'change status', order: 0, to: 'Paid' } as const;
    const picked = moves.map((move) => ({ ...move, order: 0 }));
    return [status === 'Paid' ? [...before, paid] : before, picked];
  });
const merges = fc
  .tuple(user, fc.array(fc.oneof(acts.merge), { minLength: 2, maxLength: 3 }))
  .chain(([one, some]) =>
    maybe(acts.add, acts.set, acts.clear, acts.remove, acts.checkOut).map(
      (others): Collision => [
        [{ act: 'come as a guest', slot: 0 }, addKits('guest 0', 2), addKits(one)],
        [...some.map((merge) => ({ ...merge, slot: 0, isRight: true })), ...others],
      ],
    ),
  );
const expiries = fc
  .tuple(user, off, fc.boolean(), fc.oneof(acts.cancel, acts.changeStatus), maybe(acts.checkOut))
  .map(
    ([one, late, isTwice, move, others]): Collision => [
      [
        ...[setKits(3), addKits(one, 2), checkOut(one), addKits('cy', 2)],
        { act: 'wait', until: 'an order is old', off: late },
      ],
      [
        ...(isTwice ? [{ act: 'expire orders' } as const] : []),
        { act: 'expire orders' },
        { ...move, order: 0 },
        ...others,
      ],
    ],
  );
const newPrices = fc
  .tuple(user, fc.constantFrom<'none' | 'right'>('none', 'right'), few)
  .chain(([one, expected, stock]) =>
    fc
      .array(
        fc.oneof(acts.changePrice, acts.changeSizes, acts.deleteProduct, acts.setStock, acts.add),
        { minLength: 1, maxLength: 3 },
      )
      .map(
        (changes): Collision => [
          [setKits(stock), addKits(one)],
          [
            checkOut(one, 'k1', expected),
            ...changes.map((change) => ({ ...change, product: 'kit' }) as Choice),
          ],
        ],
      ),
  );
const stockAtOnce = fc
  .tuple(user, fc.array(fc.oneof(acts.adjustStock, acts.setStock), { minLength: 2, maxLength: 3 }))
  .map(
    ([one, changes]): Collision => [
      [setKits(2), addKits(one)],
      [...changes.map((change) => ({ ...change, ...KIT })), checkOut(one)],
    ],
  );
const oldCarts = fc
  .tuple(
    user,
    off,
    fc.array(
      fc.oneof(
        acts.add,
        acts.set,
        acts.remove,
        acts.clear,
        acts.checkOut,
        acts.merge,
        acts.comeAsGuest,
      ),
      { minLength: 1, maxLength: 3 },
    ),
  )
  .map(
    ([one, late, some]): Collision => [
      [
        ...[{ act: 'come as a guest', slot: 0 } as const, addKits('guest 0'), addKits(one)],
        { act: 'wait', until: 'a cart is old', off: late },
      ],
      [addKits(one), ...some],
    ],
  );
const anything = atOnceOfAny.map((picked): Collision => [[], picked]);

const atOnce: fc.Arbitrary<AtOnce> = fc
  .tuple(
    fc.oneof(
      { weight: 3, arbitrary: anything },
      ...[
        buyersOfTheLast,
        oneCart,
        oneOrder,
        merges,
        expiries,
        oldCarts,
        newPrices,
        stockAtOnce,
      ].map((arbitrary) => ({ weight: 2, arbitrary })),
    ),
    fc.array(fc.nat({ max: 4 }), { minLength: 1, maxLength: 12 }),
  )
  .map(([[before, picked], turns]) => ({ act: 'at once', before, acts: picked, turns }));

/** What a step of a failing sequence becomes that has no part in it. */
const nothing = fc.constant<Nothing>({ act: 'nothing' });

/** With at least one collision in most of them. */
export function stepsOf(maxLength: number): fc.Arbitrary<readonly Step[]> {
  return fc.array(
    fc.oneof(
      { withCrossShrink: true },
      { weight: 1, arbitrary: nothing },
      { weight: 50, arbitrary: alone },
      { weight: 10, arbitrary: atOnce },
    ),
    { minLength: 10, maxLength, size: 'max' },
  );
}
