import type { ProductSort } from '../domain/catalogue.ts';
import type { Page, PageRequest } from '../domain/page.ts';
import type { Product } from '../domain/product.ts';

/** Who changes something, and when. */
export interface Change {
  /** A user's id, or the name of what acts for nobody ("operator", "system"). */
  readonly actor: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

export interface ProductStore {
  findProduct(productId: string): Promise<Product | undefined>;
  /** Those that exist, however many are asked for (at most 1,000), without one read for each. */
  findProducts(productIds: readonly string[]): Promise<ReadonlyMap<string, Product>>;
  /** The products of a tag in a stable order; a full walk sees each once. */
  listProductsByTag(tag: string, page: PageRequest): Promise<Page<Product>>;
  /** All products, or those of a tag, in the order of `catalogueList`: the same on every store. */
  listProducts(
    list: { readonly tag?: string | undefined; readonly sort: ProductSort },
    page: PageRequest,
  ): Promise<Page<Product>>;
  /**
   * The first `limit` places of the products with a word (`isWhole`) or with one that begins so, in
   * the order of the word lists; a product is there once for each such word.
   */
  findProductIdsByWord(word: string, isWhole: boolean, limit: number): Promise<readonly string[]>;
  /** In one atomic step with its places and a movement for each size that has stock. */
  createProduct(product: Product, change: Change): Promise<'created' | 'product-id-taken'>;
  /**
   * Replaces the details of what was read as `before`, unless its version has moved since. The stock
   * of a size that stays is left as it is in the store, that of a size that goes is moved out, and
   * that of a new size comes in; each with its movement.
   */
  replaceProduct(
    product: Product,
    before: Product,
    change: Change,
  ): Promise<'replaced' | 'changed' | 'not-found'>;
  /** Its movements stay. `changed` when it is no longer as it was read. */
  deleteProduct(before: Product, change: Change): Promise<'deleted' | 'changed' | 'not-found'>;
}
