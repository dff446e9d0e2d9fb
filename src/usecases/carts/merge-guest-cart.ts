import {
  type Cart,
  type CartAddition,
  cartsExpiredAt,
  guestCartOwner,
  isExpiredCart,
  mergeOfCarts,
} from '../../domain/cart.ts';
import { AppError } from '../../domain/errors.ts';
import type { CartStore } from '../../ports/cart-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { OpaqueTokens } from '../../ports/opaque-tokens.ts';

interface MergeGuestCartPorts {
  readonly carts: CartStore;
  readonly opaqueTokens: OpaqueTokens;
  readonly clock: Clock;
}

interface MergeGuestCartInput {
  readonly userId: string;
  readonly cartId: string;
  readonly secret: string;
}

/** How often a merge starts over when a cart changes under it. */
const MAX_ATTEMPTS = 5;

/**
 * Puts a guest's cart into a user's in one step, and tells what found no place. Harmless to repeat:
 * a cart that has joined this account's adds nothing more.
 * @throws AppError CART_NOT_FOUND, CART_MERGED (into another account's), CART_CHANGED
 */
export function mergeGuestCart(ports: MergeGuestCartPorts) {
  const { carts, clock } = ports;
  return async (input: MergeGuestCartInput): Promise<readonly CartAddition[]> => {
    const { userId, cartId } = input;
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const now = clock();
      const expiredAt = cartsExpiredAt(now);
      if (await hasJoined(ports, input, expiredAt)) return [];
      const [guest, own] = await Promise.all([
        carts.findCart(guestCartOwner(cartId)),
        carts.findCart(userId),
      ]);
      if (!isLive(guest, expiredAt)) {
        // A merge that came between has emptied it, perhaps into another account's cart.
        await hasJoined(ports, input, expiredAt);
        return [];
      }
      const into = isLive(own, expiredAt) ? own : undefined;
      const { additions, leftOut } = mergeOfCarts(guest, into);
      const outcome = await carts.mergeGuestCart({
        guest,
        cartId,
        userId,
        version: into?.version,
        additions,
        at: now.toISOString(),
        expiredAt,
      });
      if (outcome === 'merged') return leftOut;
    }
    throw new AppError('CART_CHANGED');
  };
}

/** Whether the guest's cart is in this user's already. @throws AppError CART_NOT_FOUND, CART_MERGED */
async function hasJoined(
  { carts, opaqueTokens }: MergeGuestCartPorts,
  { userId, cartId, secret }: MergeGuestCartInput,
  expiredAt: string,
): Promise<boolean> {
  const found = await carts.findGuestCart(cartId, expiredAt);
  if (found === undefined || found.secretHash !== opaqueTokens.digest(secret)) {
    throw new AppError('CART_NOT_FOUND');
  }
  if (found.mergedInto !== undefined && found.mergedInto !== userId) {
    throw new AppError('CART_MERGED');
  }
  return found.mergedInto === userId;
}

function isLive(cart: Cart | undefined, expiredAt: string): cart is Cart {
  return cart !== undefined && !isExpiredCart(cart, expiredAt);
}
