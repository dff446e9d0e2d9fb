import { AppError } from '../../domain/errors.ts';
import type { Product, ProductDetails } from '../../domain/product.ts';
import { productProblems } from '../../domain/product-rules.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ProductStore } from '../../ports/product-store.ts';

interface UpdateProductPorts {
  readonly products: ProductStore;
  readonly clock: Clock;
}

/** What changes; undefined takes a field away, an absent one stays. */
export type ProductChanges = {
  readonly [Field in keyof Omit<ProductDetails, 'sizes'>]?: ProductDetails[Field] | undefined;
} & {
  /** The sizes it comes in from now on; those that stay keep their stock. */
  readonly sizes?: readonly string[];
};

/** How often a change without If-Match starts over when the product changes under it. */
const MAX_ATTEMPTS = 5;

/**
 * @throws AppError PRODUCT_NOT_FOUND, VERSION_MISMATCH, INVALID_INPUT
 */
export function updateProduct({ products, clock }: UpdateProductPorts) {
  return async (
    productId: string,
    changes: ProductChanges,
    by: { readonly actor: string; readonly expectedVersions: readonly number[] | undefined },
  ): Promise<Product> => {
    const { actor, expectedVersions } = by;
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const before = await products.findProduct(productId);
      if (before === undefined) throw new AppError('PRODUCT_NOT_FOUND');
      const { version = 0 } = before;
      if (expectedVersions && !expectedVersions.includes(version)) break;
      const product = changed(before, changes, version + 1);
      const problems = productProblems(product);
      if (problems.length > 0) throw new AppError('INVALID_INPUT', { problems });
      const change = { actor, at: clock().toISOString() };
      const outcome = await products.replaceProduct(product, before, change);
      if (outcome === 'replaced') return product;
      if (outcome === 'not-found') throw new AppError('PRODUCT_NOT_FOUND');
    }
    throw new AppError('VERSION_MISMATCH');
  };
}

function changed(before: Product, changes: ProductChanges, version: number): Product {
  const { sizes, ...details } = changes;
  const kept = new Map(before.sizes.map((one) => [one.size, one]));
  return {
    ...before,
    ...details,
    // A tag, a description and a price may change but not go.
    tag: details.tag ?? before.tag,
    description: details.description ?? before.description,
    price: details.price ?? before.price,
    sizes: sizes?.map((size) => kept.get(size) ?? { size }) ?? before.sizes,
    version,
  };
}
