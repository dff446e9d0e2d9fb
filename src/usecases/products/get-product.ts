import { AppError } from '../../domain/errors.ts';
import type { Product } from '../../domain/product.ts';
import type { ProductStore } from '../../ports/product-store.ts';

/** @throws AppError PRODUCT_NOT_FOUND */
export function getProduct({ products }: { readonly products: ProductStore }) {
  return async (productId: string): Promise<Product> => {
    const product = await products.findProduct(productId);
    if (product === undefined) throw new AppError('PRODUCT_NOT_FOUND');
    return product;
  };
}
