import { guestCartOwner } from '../../domain/cart.ts';
import type { GuestCart } from '../../ports/cart-store.ts';
import type { Item } from './read-pages.ts';

/** What makes a cart a guest's, beside its lines; nothing of it in a user's. */
export function guestAttributes(item: Item | undefined): Record<string, unknown> {
  if (item?.['secret_hash'] === undefined) return {};
  return { secret_hash: item['secret_hash'], guest_created_at: item['guest_created_at'] };
}

export function guestCartItem(cart: GuestCart): Record<string, unknown> {
  return {
    user_id: guestCartOwner(cart.cartId),
    secret_hash: cart.secretHash,
    guest_created_at: cart.createdAt,
    merged_into: cart.mergedInto,
  };
}

/** Undefined where the cart is no guest's. */
export function toGuestCart(cartId: string, item: Item): GuestCart | undefined {
  const { secret_hash: secretHash, merged_into: mergedInto } = item;
  if (secretHash === undefined) return undefined;
  return {
    cartId,
    secretHash: String(secretHash),
    createdAt: String(item['guest_created_at']),
    ...(mergedInto !== undefined && { mergedInto: String(mergedInto) }),
  };
}
