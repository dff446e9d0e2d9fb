import { AppError } from '../../domain/errors.ts';
import type { Product, ProductDetails } from '../../domain/product.ts';
import { productProblems } from '../../domain/product-rules.ts';
import type { Clock } from '../../ports/clock.ts';
import type { NewId } from '../../ports/new-id.ts';
import type { ProductStore } from '../../ports/product-store.ts';

interface CreateProductPorts {
  readonly products: ProductStore;
  readonly newId: NewId;
  readonly clock: Clock;
}

/**
 * A new product, under an id of ours unless one is given.
 * @throws AppError INVALID_INPUT, PRODUCT_EXISTS
 */
export function createProduct({ products, newId, clock }: CreateProductPorts) {
  return async (
    details: ProductDetails,
    by: { readonly productId: string | undefined; readonly actor: string },
  ): Promise<Product> => {
    const problems = productProblems(details);
    if (problems.length > 0) throw new AppError('INVALID_INPUT', { problems });
    const at = clock().toISOString();
    const productId = by.productId ?? newId();
    const product = { ...details, productId, createdAt: at, version: 1 };
    const outcome = await products.createProduct(product, { actor: by.actor, at });
    if (outcome === 'product-id-taken') throw new AppError('PRODUCT_EXISTS');
    return product;
  };
}
