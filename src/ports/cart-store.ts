import type { Cart } from '../domain/cart.ts';

export interface CartUnitAddition {
  readonly userId: string;
  readonly productId: string;
  readonly size: string;
  /** ISO 8601 in UTC. */
  readonly addedAt: string;
}

export type AddCartUnitOutcome = 'added' | 'line-full' | 'cart-full';

export interface CartStore {
  /** Undefined when there is no cart or it has no lines. */
  findCart(userId: string): Promise<Cart | undefined>;
  /**
   * Adds one unit in one atomic step: parallel additions lose nothing. At most MAX_CART_LINES
   * lines of MAX_LINE_QUANTITY units.
   */
  addCartUnit(addition: CartUnitAddition): Promise<AddCartUnitOutcome>;
  /** Harmless when there is no cart. */
  clearCart(userId: string): Promise<void>;
}
