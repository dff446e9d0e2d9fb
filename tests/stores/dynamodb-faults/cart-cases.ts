import { guestCartOwner, mergeOfCarts } from '../../../src/domain/cart.ts';
import type { Store } from '../../../src/ports/store.ts';
import {
  cartOf,
  EXPIRED_AT,
  instant,
  lineChange,
  unitsOf,
} from '../../contracts/store/sample-rows.ts';
import { type FaultCase, fillCart } from './fault-cases.ts';

const ad = (id: string, over: object = {}) => ({ adId: id, label: `Ad ${id}`, ...over });
const units = (id: string, count: number) => Array.from({ length: count }, () => `${id}/M`);
const guestCart = (id: string) => ({
  cartId: id,
  secretHash: `hash of ${id}`,
  createdAt: instant(),
});

const fillGuestCart = async (store: Store, id: string) => {
  await store.carts.createGuestCart(guestCart(id));
  await store.carts.addCartUnits(
    lineChange({ userId: guestCartOwner(id), productId: id, quantity: 2 }),
  );
  await fillCart(store, id);
};

function merge(store: Store, id: string) {
  const lines = [{ productId: id, size: 'M', unitOrdinals: [1, 2] }];
  const guest = { userId: guestCartOwner(id), version: 1, lines };
  return store.carts.mergeGuestCart({
    ...{ guest, cartId: id, userId: id, version: 2, at: instant(1), expiredAt: EXPIRED_AT },
    additions: mergeOfCarts(guest, undefined).additions,
  });
}

const observeAd = ({ ads }: Store, id: string) => ads.findAd(id);

export const CART_CASES: readonly FaultCase[] = [
  {
    name: 'addCartUnits of many units',
    commands: ['UpdateItem'],
    prepare: fillCart,
    call: ({ carts }, id) =>
      carts.addCartUnits(lineChange({ userId: id, productId: id, quantity: 30, seenPrice: 5 })),
    outcome: () => 'added',
    observe: unitsOf,
    left: (id) => units(id, 32),
    again: { outcome: () => 'added', left: (id) => units(id, 62) },
  },
  {
    name: 'addCartUnits to a cart that has vanished',
    commands: ['UpdateItem', 'PutItem'],
    prepare: fillCart,
    call: ({ carts }, id) =>
      carts.addCartUnits(
        lineChange({ userId: id, productId: id, at: instant(9), expiredAt: instant() }),
      ),
    outcome: () => 'added',
    observe: unitsOf,
    left: (id) => units(id, 1),
  },
  {
    name: 'setCartLine',
    commands: ['GetItem', 'UpdateItem'],
    prepare: fillCart,
    call: ({ carts }, id) =>
      carts.setCartLine(lineChange({ userId: id, productId: id, quantity: 7, seenPrice: 5 })),
    outcome: () => 'set',
    observe: async (store, id) => {
      const { lines } = await cartOf(store, id);
      return lines.map(({ unitOrdinals, seenPrice }) => [unitOrdinals.length, seenPrice]);
    },
    left: () => [[7, 5]],
  },
  {
    name: 'removeCartLine',
    commands: ['UpdateItem'],
    prepare: fillCart,
    call: ({ carts }, id) => carts.removeCartLine(lineChange({ userId: id, productId: id })),
    outcome: () => undefined,
    observe: unitsOf,
    left: () => [],
  },
  {
    name: 'createGuestCart',
    commands: ['PutItem'],
    call: ({ carts }, id) => carts.createGuestCart(guestCart(id)),
    outcome: () => undefined,
    observe: ({ carts }, id) => carts.findGuestCart(id, EXPIRED_AT),
    left: guestCart,
  },
  {
    name: 'mergeGuestCart',
    commands: ['TransactWriteItems'],
    prepare: fillGuestCart,
    call: merge,
    outcome: () => 'merged',
    observe: async (store, id) => ({
      units: await unitsOf(store, id),
      guests: await unitsOf(store, guestCartOwner(id)),
      guest: await store.carts.findGuestCart(id, EXPIRED_AT),
    }),
    left: (id) => ({
      units: units(id, 4),
      guests: [],
      guest: { ...guestCart(id), mergedInto: id },
    }),
    again: { outcome: () => 'changed' },
  },
  {
    name: 'createAd',
    commands: ['TransactWriteItems'],
    call: ({ ads }, id) => ads.createAd(ad(id)),
    outcome: () => 'created',
    observe: observeAd,
    left: ad,
    again: { outcome: () => 'ad-id-taken' },
  },
  {
    name: 'updateAd',
    commands: ['UpdateItem'],
    prepare: ({ ads }, id) => ads.createAd(ad(id, { version: 1 })),
    call: ({ ads }, id) => ads.updateAd(id, { label: 'New' }, [1]),
    outcome: (id) => ({ kind: 'updated', ad: { adId: id, label: 'New', version: 2 } }),
    observe: observeAd,
    left: (id) => ({ adId: id, label: 'New', version: 2 }),
    again: { outcome: () => ({ kind: 'version-mismatch' }) },
  },
  {
    name: 'deleteAd',
    commands: ['TransactWriteItems'],
    prepare: ({ ads }, id) => ads.createAd(ad(id)),
    call: ({ ads }, id) => ads.deleteAd(id, undefined),
    outcome: () => 'deleted',
    observe: observeAd,
    left: () => undefined,
    again: { outcome: () => 'not-found' },
  },
  {
    name: 'settleCurrency',
    commands: ['PutItem', 'GetItem'],
    call: (store) => store.settleCurrency('EUR'),
    outcome: () => 'EUR',
    observe: (store) => store.settleCurrency('USD'),
    left: () => 'EUR',
  },
];
