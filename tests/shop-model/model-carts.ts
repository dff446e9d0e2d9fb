import { MAX_CART_LINES, MAX_LINE_QUANTITY } from '../../src/domain/cart.ts';
import {
  CART_LIFE,
  guestOwner,
  isLive,
  linesOf,
  type ModelCart,
  type ModelGuest,
  type ModelLine,
  type ModelProduct,
  type Shop,
  stockIn,
} from './shop.ts';
import type { Act, Owner } from './shop-acts.ts';

type Of<Name extends Act['act']> = Extract<Act, { readonly act: Name }>;

/** Under what the cart of somebody is kept, or why they do not get at it. */
export function openCart(
  shop: Shop,
  who: Owner,
): { readonly owner: string } | { readonly refusal: 'CART_NOT_FOUND' | 'CART_MERGED' } {
  if ('user' in who) return { owner: who.user };
  const guest = findGuest(shop, who);
  if (guest === undefined) return { refusal: 'CART_NOT_FOUND' };
  if (guest.mergedInto !== undefined) return { refusal: 'CART_MERGED' };
  return { owner: guestOwner(guest.cartId) };
}

/** `sold` is what the shopper saw of products that have changed or gone since. */
export function addOrSet(
  shop: Shop,
  act: Of<'add' | 'set' | 'fill'>,
  sold: Readonly<Record<string, ModelProduct>> = shop.products,
): string {
  const { product: productId, quantity } = act;
  const opened = openCart(shop, act.who);
  if ('refusal' in opened) return opened.refusal;
  const sizes =
    act.act === 'fill'
      ? Array.from({ length: quantity }, (_, index) => `${act.size}${index}`)
      : [act.size];
  const product = sold[productId];
  if (product === undefined) return 'PRODUCT_NOT_FOUND';
  for (const size of sizes) {
    if (stockIn(product, size) === undefined) return 'UNKNOWN_SIZE';
    const held = linesOf(shop, opened.owner).find(isOf({ productId, size }))?.units.length ?? 0;
    const wanted = act.act === 'set' ? quantity : held + (act.act === 'fill' ? 1 : quantity);
    const addition = { productId, size, quantity: wanted, seenPrice: product.price };
    if (!bringTo(shop, opened.owner, addition)) return 'CART_FULL';
  }
  return 'ok';
}

export function removeLine(shop: Shop, act: Of<'remove'>): string {
  const opened = openCart(shop, act.who);
  if ('refusal' in opened) return opened.refusal;
  const line = { productId: act.product, size: act.size };
  const cart = shop.carts[opened.owner];
  if (!isLive(shop, cart) || !cart.lines.some(isOf(line))) return 'ok';
  cart.lines = cart.lines.filter((one) => !isOf(line)(one));
  cart.updatedAt = shop.now;
  return 'ok';
}

export function clearCart(shop: Shop, act: Of<'clear' | 'show'>): string {
  const opened = openCart(shop, act.who);
  if ('refusal' in opened) return opened.refusal;
  const cart = shop.carts[opened.owner];
  if (cart !== undefined) cart.lines = [];
  return 'ok';
}

/** The total of what can be bought, and what stands in the way of the rest. */
export function showCart(shop: Shop, act: Of<'clear' | 'show'>): string {
  const opened = openCart(shop, act.who);
  if ('refusal' in opened) return opened.refusal;
  let total = 0;
  const warnings: string[] = [];
  for (const { productId, size, units, seenPrice } of linesOf(shop, opened.owner)) {
    const product = shop.products[productId];
    const stock = stockIn(product, size);
    if (product === undefined || stock === undefined) {
      warnings.push(`${productId}/${size} gone`);
      continue;
    }
    total += product.price * units.length;
    if (product.price !== seenPrice) warnings.push(`${productId}/${size} price-changed`);
    if (stock !== null && stock < units.length)
      warnings.push(`${productId}/${size} short-of-stock`);
  }
  return `ok ${total} ${warnings.join(', ')}`;
}

export function comeAsGuest(shop: Shop, act: Of<'come as a guest'>, told: string): string {
  const [, cartId = '', secret = ''] = told.split(' ');
  shop.guests[act.slot] = { cartId, secret, createdAt: shop.now };
  return `ok ${cartId} ${secret}`;
}

export function mergeCart(shop: Shop, act: Of<'merge'>): string {
  const { user } = act;
  const guest = findGuest(shop, act);
  if (guest === undefined) return 'CART_NOT_FOUND';
  if (guest.mergedInto === user) return 'ok';
  if (guest.mergedInto !== undefined) return 'CART_MERGED';
  const owner = guestOwner(guest.cartId);
  const lines = linesOf(shop, owner);
  if (lines.length === 0) return 'ok';
  const leftOut: string[] = [];
  for (const { productId, size, units, seenPrice } of lines) {
    const own = linesOf(shop, user);
    const held = own.find(isOf({ productId, size }))?.units.length ?? 0;
    const hasPlace = held > 0 || own.length < MAX_CART_LINES;
    const quantity = hasPlace ? Math.min(MAX_LINE_QUANTITY, held + units.length) : held;
    if (quantity > held) bringTo(shop, user, { productId, size, quantity, seenPrice });
    const left = held + units.length - quantity;
    if (left > 0) leftOut.push(`${productId}/${size} ${left}`);
  }
  guest.mergedInto = user;
  shop.carts[owner] = { lines: [], updatedAt: shop.now };
  return ['ok', ...leftOut].join(' ');
}

function findGuest(
  shop: Shop,
  given: { readonly slot: number; readonly cartId: string; readonly secret: string },
): ModelGuest | undefined {
  const guest = shop.guests[given.slot];
  if (guest === undefined || guest.cartId !== given.cartId) return undefined;
  const touched = shop.carts[guestOwner(guest.cartId)]?.updatedAt ?? 0;
  const isThere = Math.max(guest.createdAt, touched) > shop.now - CART_LIFE;
  return isThere && guest.secret === given.secret ? guest : undefined;
}

/** False where the cart would hold too much; nothing is changed then. */
function bringTo(
  shop: Shop,
  owner: string,
  line: { productId: string; size: string; quantity: number; seenPrice: number },
): boolean {
  const { productId, size, quantity, seenPrice } = line;
  const old = linesOf(shop, owner);
  const held = old.find(isOf(line));
  if (quantity > MAX_LINE_QUANTITY) return false;
  if (held === undefined && old.length >= MAX_CART_LINES) return false;
  const kept = held?.units.slice(0, quantity) ?? [];
  const units = [...kept];
  while (units.length < quantity) {
    shop.ordinal += 1;
    units.push(shop.ordinal);
  }
  const made = { productId, size, units, seenPrice };
  const lines = held === undefined ? [...old, made] : old.map((one) => (one === held ? made : one));
  const cart: ModelCart = { lines, updatedAt: shop.now };
  shop.carts[owner] = cart;
  return true;
}

function isOf(line: { readonly productId: string; readonly size: string }) {
  return ({ productId, size }: ModelLine) => productId === line.productId && size === line.size;
}
