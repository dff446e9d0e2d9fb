import type { CartStore } from '../../ports/cart-store.ts';

/** Harmless when there is no cart. */
export function clearCart({ carts }: { readonly carts: CartStore }) {
  return (userId: string): Promise<void> => carts.clearCart(userId);
}
