import type { Page, PageRequest } from '../domain/page.ts';
import type { Product } from '../domain/product.ts';

export interface ProductStore {
  findProduct(productId: string): Promise<Product | undefined>;
  /** Those that exist, in one read however many there are (at most 50). */
  findProducts(productIds: readonly string[]): Promise<ReadonlyMap<string, Product>>;
  /** The products of a tag in a stable order; a full walk sees each once. */
  listProductsByTag(tag: string, page: PageRequest): Promise<Page<Product>>;
}
