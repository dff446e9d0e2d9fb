import { type CartUnit, cartsExpiredAt } from '../../domain/cart.ts';
import type { CartStore } from '../../ports/cart-store.ts';
import type { Clock } from '../../ports/clock.ts';

interface RemoveItemPorts {
  readonly carts: CartStore;
  readonly clock: Clock;
}

/** Takes a line out of a cart, also one whose product is no longer sold; harmless to repeat. */
export function removeItem({ carts, clock }: RemoveItemPorts) {
  return (line: CartUnit & { readonly userId: string }): Promise<void> => {
    const now = clock();
    const at = now.toISOString();
    return carts.removeCartLine({ ...line, at, expiredAt: cartsExpiredAt(now) });
  };
}
