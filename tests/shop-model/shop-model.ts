import {
  addOrSet,
  clearCart,
  comeAsGuest,
  mergeCart,
  removeLine,
  showCart,
} from './model-carts.ts';
import {
  adjustStock,
  changeProduct,
  createProduct,
  deleteProduct,
  setStock,
} from './model-catalogue.ts';
import { cancel, changeStatus, checkOut, expire, overdueOrders } from './model-orders.ts';
import type { Shop } from './shop.ts';
import type { Act } from './shop-acts.ts';

/**
 * Does one act to the shop and gives what its caller must be told. Only ids of what is new are taken
 * from what was `told`.
 */
export function predict(shop: Shop, act: Act, told: string): string {
  switch (act.act) {
    case 'create product':
      return createProduct(shop, act);
    case 'change product':
      return changeProduct(shop, act);
    case 'delete product':
      return deleteProduct(shop, act);
    case 'set stock':
      return setStock(shop, act);
    case 'adjust stock':
      return adjustStock(shop, act, told);
    case 'add':
    case 'set':
    case 'fill':
      return addOrSet(shop, act);
    case 'remove':
      return removeLine(shop, act);
    case 'clear':
      return clearCart(shop, act);
    case 'show':
      return showCart(shop, act);
    case 'come as a guest':
      return comeAsGuest(shop, act, told);
    case 'merge':
      return mergeCart(shop, act);
    case 'check out':
      return checkOut(shop, act, told);
    case 'cancel':
      return cancel(shop, act);
    case 'change status':
      return changeStatus(shop, act);
    case 'expire orders':
      return `ok ${expire(shop, overdueOrders(shop))}`;
    case 'remove old carts':
      return 'ok';
  }
}

/**
 * What else may become of an act while others run: it reads first and writes later, so that it may
 * have seen the shop as it no longer is. Nobody loses anything by these.
 */
export function predictAtOnce(
  shop: Shop,
  act: Act,
  told: string,
): readonly ((shop: Shop) => string)[] {
  const ways: ((shop: Shop) => string)[] = [(one) => predict(one, act, told)];
  if (act.act === 'add' || act.act === 'set' || act.act === 'fill') {
    // A size that goes while it is put into a cart stands there as one that is gone.
    ways.push((one) => addOrSet(one, act, { ...one.products, ...one.gone }));
  }
  const isGuest = 'who' in act && 'slot' in act.who;
  if (isGuest && predict(structuredClone(shop), act, told) === 'CART_MERGED') {
    // The cart was opened before it was merged: what takes away finds nothing, what puts in is told.
    ways.push(() => (act.act === 'remove' || act.act === 'clear' ? 'ok' : 'CART_CHANGED'));
  }
  return ways;
}
