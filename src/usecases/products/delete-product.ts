import { AppError } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Photos } from '../../ports/photos.ts';
import type { ProductStore } from '../../ports/product-store.ts';

interface DeleteProductPorts {
  readonly products: ProductStore;
  readonly photos: Photos;
  readonly clock: Clock;
}

/** How often a deletion without If-Match starts over when the product changes under it. */
const MAX_ATTEMPTS = 5;

/**
 * Takes a product out of the shop with its photo; carts that hold it warn, orders keep what they
 * say of it.
 * @throws AppError PRODUCT_NOT_FOUND, VERSION_MISMATCH
 */
export function deleteProduct({ products, photos, clock }: DeleteProductPorts) {
  return async (
    productId: string,
    by: { readonly actor: string; readonly expectedVersions: readonly number[] | undefined },
  ): Promise<void> => {
    const { actor, expectedVersions } = by;
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const before = await products.findProduct(productId);
      if (before === undefined) throw new AppError('PRODUCT_NOT_FOUND');
      if (expectedVersions && !expectedVersions.includes(before.version ?? 0)) break;
      const outcome = await products.deleteProduct(before, { actor, at: clock().toISOString() });
      if (outcome === 'deleted') return photos.deletePhoto(productId);
      if (outcome === 'not-found') throw new AppError('PRODUCT_NOT_FOUND');
    }
    throw new AppError('VERSION_MISMATCH');
  };
}
