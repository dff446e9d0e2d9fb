import { CART_LIFE, KEY_LIFE, linesOf, PENDING_LIFE, type Shop } from './shop.ts';
import { type Act, ADMIN, NO_CART, type Owner } from './shop-acts.ts';
import type { Choice, Wait, Who } from './shop-steps.ts';

/** More than any total is off. */
const WRONG_BY = 1;
const SECOND = 1000;

/** What a pick comes to in the shop as it is. */
export function actOf(shop: Shop, pick: Choice): Act {
  switch (pick.act) {
    case 'add':
    case 'set':
    case 'fill':
    case 'remove':
    case 'clear':
    case 'show':
      return { ...pick, who: ownerOf(shop, pick.who) };
    case 'merge': {
      const { slot, user, isRight } = pick;
      const { cartId, secret } = shop.guests[slot] ?? NO_CART;
      return { act: 'merge', slot, user, cartId, secret: isRight ? secret : 'another secret' };
    }
    case 'check out': {
      const { user, key, body, expected } = pick;
      const total = cartTotal(shop, user);
      const shown = { none: undefined, right: total, wrong: total + WRONG_BY };
      return { act: 'check out', user, key, body, expected: shown[expected] };
    }
    case 'cancel': {
      const { orderId, userId } = orderAt(shop, pick.order);
      const actor = { owner: userId, another: userId === 'ann' ? 'bob' : 'ann', admin: ADMIN };
      const ownRows = pick.by === 'admin' ? undefined : actor[pick.by];
      return { act: 'cancel', orderId, actor: actor[pick.by], ownRows };
    }
    case 'change status': {
      const { orderId } = orderAt(shop, pick.order);
      return { act: 'change status', orderId, to: pick.to };
    }
    case 'create product': {
      const sizes = [...new Map(pick.sizes.map((one) => [one.size, one])).values()];
      return { ...pick, sizes };
    }
    case 'change price':
    case 'rename':
    case 'change sizes':
    case 'delete product': {
      const { act, versions: _, ...change } = pick;
      const versions = versionsFor(shop, pick);
      if (act === 'delete product') return { act, product: pick.product, versions };
      return { act: 'change product', ...change, versions };
    }
    default:
      return pick;
  }
}

/** The instant that is waited for; undefined where there is nothing to wait for. */
export function instantOf(shop: Shop, { until, off }: Wait): number | undefined {
  const after = (times: readonly number[], life: number) => {
    const due = times.map((time) => time + life + off).filter((time) => time > shop.now);
    return due.length > 0 ? Math.min(...due) : undefined;
  };
  switch (until) {
    case 'a second':
      return shop.now + SECOND;
    case 'an order is old': {
      const pending = Object.values(shop.orders).filter(({ status }) => status === 'Pending');
      return after(
        pending.map(({ createdAt }) => createdAt),
        PENDING_LIFE,
      );
    }
    case 'a cart is old': {
      const carts = Object.values(shop.carts).filter(({ lines }) => lines.length > 0);
      const guests = Object.values(shop.guests).map(({ createdAt }) => createdAt);
      return after([...carts.map(({ updatedAt }) => updatedAt), ...guests], CART_LIFE);
    }
    case 'a key is old':
      return after(
        Object.values(shop.keys).map(({ expiresAt }) => expiresAt - KEY_LIFE),
        KEY_LIFE,
      );
  }
}

function ownerOf({ guests }: Shop, who: Who): Owner {
  if (who !== 'guest 0' && who !== 'guest 1') return { user: who };
  const slot = who === 'guest 0' ? 0 : 1;
  const { cartId, secret } = guests[slot] ?? NO_CART;
  return { slot, cartId, secret };
}

function cartTotal(shop: Shop, user: string): number {
  return linesOf(shop, user).reduce(
    (sum, { productId, units }) => sum + units.length * (shop.products[productId]?.price ?? 0),
    0,
  );
}

/** Counted from the newest. */
function orderAt({ orders }: Shop, index: number) {
  const nobodys = { orderId: 'no-such-order', userId: 'ann' };
  return Object.values(orders).at(-1 - index) ?? nobodys;
}

function versionsFor(
  { products }: Shop,
  pick: { readonly product: string; readonly versions: string },
): readonly number[] | undefined {
  const version = products[pick.product]?.version ?? 1;
  if (pick.versions === 'any') return undefined;
  return pick.versions === 'right' ? [version] : [version - 1, version + 1];
}
