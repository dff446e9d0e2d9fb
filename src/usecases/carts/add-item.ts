import { MAX_CART_LINES, MAX_LINE_QUANTITY } from '../../domain/cart.ts';
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
}

/**
 * Puts one unit into the cart.
 * @throws AppError PRODUCT_NOT_FOUND, INVALID_INPUT (size), CART_FULL
 */
export function addItem({ products, carts, clock }: AddItemPorts) {
  return async ({ userId, productId, size }: AddItemInput): Promise<void> => {
    const product = await products.findProduct(productId);
    if (product === undefined) throw new AppError('PRODUCT_NOT_FOUND');
    if (!comesInSize(product, size)) {
      const offered = product.sizes.map((one) => one.size).join(', ');
      throw new AppError('INVALID_INPUT', {
        problems: [{ pointer: '#/size', detail: `must be one of ${offered}` }],
      });
    }
    const addedAt = clock().toISOString();
    const outcome = await carts.addCartUnit({ userId, productId, size, addedAt });
    if (outcome === 'added') return;
    const detail =
      outcome === 'line-full'
        ? `a cart holds at most ${MAX_LINE_QUANTITY} of one product in one size`
        : `a cart holds at most ${MAX_CART_LINES} different products and sizes`;
    throw new AppError('CART_FULL', { problems: [{ pointer: '#/product_id', detail }] });
  };
}
