import { cartsExpiredAt } from '../../domain/cart.ts';
import { cartFull, unknownSize } from '../../domain/cart-refusals.ts';
import { AppError } from '../../domain/errors.ts';
import { comesInSize } from '../../domain/product.ts';
import type { CartStore } from '../../ports/cart-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ProductStore } from '../../ports/product-store.ts';

interface AddItemPorts {
  readonly products: ProductStore;
  readonly carts: CartStore;
  readonly clock: Clock;
}

interface AddItemInput {
  readonly userId: string;
  readonly productId: string;
  readonly size: string;
  /** From 1 to MAX_LINE_QUANTITY. */
  readonly quantity: number;
  /** What a size that there is not is answered with. */
  readonly sizeCode?: 'INVALID_INPUT';
}

/**
 * Puts units into a cart, all or none.
 * @throws AppError PRODUCT_NOT_FOUND, UNKNOWN_SIZE (or `sizeCode`), CART_FULL, CART_CHANGED
 */
export function addItem({ products, carts, clock }: AddItemPorts) {
  return async (item: AddItemInput): Promise<void> => {
    const { userId, productId, size, quantity, sizeCode } = item;
    const product = await products.findProduct(productId);
    if (product === undefined) throw new AppError('PRODUCT_NOT_FOUND');
    if (!comesInSize(product, size)) throw unknownSize(product, sizeCode);
    const now = clock();
    const outcome = await carts.addCartUnits({
      userId,
      productId,
      size,
      quantity,
      seenPrice: product.price.minorUnits,
      at: now.toISOString(),
      expiredAt: cartsExpiredAt(now),
    });
    if (outcome !== 'added') throw cartFull(outcome);
  };
}
