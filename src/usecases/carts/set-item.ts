import { cartsExpiredAt } from '../../domain/cart.ts';
import { cartFull, unknownSize } from '../../domain/cart-refusals.ts';
import { AppError } from '../../domain/errors.ts';
import { comesInSize } from '../../domain/product.ts';
import type { CartStore } from '../../ports/cart-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ProductStore } from '../../ports/product-store.ts';

interface SetItemPorts {
  readonly products: ProductStore;
  readonly carts: CartStore;
  readonly clock: Clock;
}

interface SetItemInput {
  readonly userId: string;
  readonly productId: string;
  readonly size: string;
  /** From 1 to MAX_LINE_QUANTITY. */
  readonly quantity: number;
}

/**
 * Brings a line of a cart to exactly this quantity; harmless to repeat.
 * @throws AppError PRODUCT_NOT_FOUND, UNKNOWN_SIZE, CART_FULL, CART_CHANGED
 */
export function setItem({ products, carts, clock }: SetItemPorts) {
  return async ({ userId, productId, size, quantity }: SetItemInput): Promise<void> => {
    const product = await products.findProduct(productId);
    if (product === undefined) throw new AppError('PRODUCT_NOT_FOUND');
    if (!comesInSize(product, size)) throw unknownSize(product);
    const now = clock();
    const outcome = await carts.setCartLine({
      userId,
      productId,
      size,
      quantity,
      seenPrice: product.price.minorUnits,
      at: now.toISOString(),
      expiredAt: cartsExpiredAt(now),
    });
    if (outcome !== 'set') throw cartFull(outcome);
  };
}
