import { cartsExpiredAt, guestCartOwner } from '../../domain/cart.ts';
import { AppError } from '../../domain/errors.ts';
import type { CartStore } from '../../ports/cart-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { OpaqueTokens } from '../../ports/opaque-tokens.ts';

interface OpenGuestCartPorts {
  readonly carts: CartStore;
  readonly opaqueTokens: OpaqueTokens;
  readonly clock: Clock;
}

/**
 * Under what a guest's cart is kept, for whoever has its secret. An unknown cart and a wrong secret
 * are one answer.
 * @throws AppError CART_NOT_FOUND, CART_MERGED
 */
export function openGuestCart({ carts, opaqueTokens, clock }: OpenGuestCartPorts) {
  return async (cartId: string, secret: string): Promise<string> => {
    const cart = await carts.findGuestCart(cartId, cartsExpiredAt(clock()));
    if (cart === undefined || cart.secretHash !== opaqueTokens.digest(secret)) {
      throw new AppError('CART_NOT_FOUND');
    }
    if (cart.mergedInto !== undefined) throw new AppError('CART_MERGED');
    return guestCartOwner(cartId);
  };
}
