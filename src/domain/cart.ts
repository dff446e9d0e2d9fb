export const MAX_CART_LINES = 50;
export const MAX_LINE_QUANTITY = 99;

/** All units of one product in one size. */
export interface CartLine {
  readonly productId: string;
  readonly size: string;
  /** One ordinal a unit, ascending; only their order across the cart's lines means anything. */
  readonly unitOrdinals: readonly number[];
}

export interface Cart {
  readonly userId: string;
  /** Raised by every change; a checkout takes the cart only as it was read. */
  readonly version: number;
  /** In the order first added. */
  readonly lines: readonly CartLine[];
}

export interface CartUnit {
  readonly productId: string;
  readonly size: string;
}

/** One entry a unit, in the order the units were added. */
export function cartUnits(cart: Cart): readonly CartUnit[] {
  return cart.lines
    .flatMap(({ productId, size, unitOrdinals }) =>
      unitOrdinals.map((ordinal) => ({ productId, size, ordinal })),
    )
    .sort((left, right) => left.ordinal - right.ordinal)
    .map(({ productId, size }) => ({ productId, size }));
}
