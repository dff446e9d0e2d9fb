import type { Cart, CartAddition } from '../domain/cart.ts';

export interface CartLineChange {
  readonly userId: string;
  readonly productId: string;
  readonly size: string;
  readonly quantity: number;
  /** Minor units of the price that whoever changes the line was shown. */
  readonly seenPrice?: number | undefined;
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** A cart last changed then or before has vanished: the change begins a new one. */
  readonly expiredAt: string;
}

export type AddCartUnitsOutcome = 'added' | 'line-full' | 'cart-full';
export type SetCartLineOutcome = 'set' | 'cart-full';

/** A cart without an account. */
export interface GuestCart {
  readonly cartId: string;
  /** Of the secret that opens it. */
  readonly secretHash: string;
  /** Whose cart it has joined; it takes nothing more then. */
  readonly mergedInto?: string | undefined;
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
}

export interface CartMerging {
  /** The guest's cart as it was read; its `userId` is its owner key. */
  readonly guest: Cart;
  readonly cartId: string;
  readonly userId: string;
  /** The version of the user's cart that `additions` were made for; undefined when it had no lines. */
  readonly version: number | undefined;
  readonly additions: readonly CartAddition[];
  readonly at: string;
  readonly expiredAt: string;
}

export interface CartStore {
  /** Undefined when there is no cart or it has no lines. Whether it has expired is the caller's to see. */
  findCart(userId: string): Promise<Cart | undefined>;
  /**
   * Adds units in one atomic step, all or none: parallel additions lose nothing. At most
   * MAX_CART_LINES lines of MAX_LINE_QUANTITY units.
   * @throws AppError CART_CHANGED of a guest's cart that has joined a user's
   */
  addCartUnits(change: CartLineChange): Promise<AddCartUnitsOutcome>;
  /**
   * Brings a line to exactly this quantity (1 to MAX_LINE_QUANTITY), whatever it had.
   * @throws AppError CART_CHANGED of a guest's cart that has joined a user's
   */
  setCartLine(change: CartLineChange): Promise<SetCartLineOutcome>;
  /** Harmless when there is no such line. */
  removeCartLine(
    line: Pick<CartLineChange, 'userId' | 'productId' | 'size' | 'at' | 'expiredAt'>,
  ): Promise<void>;
  /** Harmless when there is no cart. */
  clearCart(userId: string): Promise<void>;
  createGuestCart(cart: GuestCart): Promise<void>;
  /** Undefined when there is none, or it was created or last changed at `expiredAt` or before. */
  findGuestCart(cartId: string, expiredAt: string): Promise<GuestCart | undefined>;
  /**
   * Empties the guest's cart into a user's in one atomic step and marks it merged, only while both
   * are as they were read. Once merged it stays so: of parallel calls one is `merged`.
   */
  mergeGuestCart(merging: CartMerging): Promise<'merged' | 'changed'>;
  /** Removes carts that have vanished, where the store does not do so itself; gives how many. */
  removeExpiredCarts(expiredAt: string, limit: number): Promise<number>;
}
