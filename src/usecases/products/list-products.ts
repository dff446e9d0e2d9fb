import type { Page, PageRequest } from '../../domain/page.ts';
import type { Product } from '../../domain/product.ts';
import type { ProductStore } from '../../ports/product-store.ts';

/** The products of a tag. @throws AppError INVALID_CURSOR */
export function listProducts({ products }: { readonly products: ProductStore }) {
  return (tag: string, page: PageRequest): Promise<Page<Product>> =>
    products.listProductsByTag(tag, page);
}
