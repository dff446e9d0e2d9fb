import type { Money } from './money.ts';

export const MAX_STOCK = 1_000_000;
export const MAX_SIZES = 50;

export interface ProductSize {
  readonly size: string;
  /** Units left; absent when stock is not tracked. */
  readonly stock?: number | undefined;
}

/** What an admin may say of a product; `sizes` is in the order shown, and empty means any size. */
export interface ProductDetails {
  readonly tag: string;
  readonly label?: string | undefined;
  readonly name?: string | undefined;
  readonly teamName?: string | undefined;
  readonly season?: string | undefined;
  readonly side?: string | undefined;
  readonly brand?: string | undefined;
  readonly description: string;
  readonly price: Money;
  readonly sizes: readonly ProductSize[];
}

/** A thing sold. Which of the naming fields it has depends on its tag. */
export interface Product extends ProductDetails {
  readonly productId: string;
  /** ISO 8601 in UTC; absent when it was imported or is older than this field. */
  readonly createdAt?: string | undefined;
  /** Raised by every change of the details, not of the stock; absent is 0. */
  readonly version?: number | undefined;
}

/**
 * The name a product is shown by, as in the shop document: "<team_name> <side> <season>" for kits,
 * "<brand> <label>" for boots, its own label or name for any other tag.
 */
export function productLabel(product: ProductDetails & { readonly productId?: string }): string {
  if (product.tag === 'kits') return words(product.teamName, product.side, product.season);
  if (product.tag === 'boots') return words(product.brand, product.label);
  return product.label ?? product.name ?? product.productId ?? '';
}

function words(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' ');
}

/** The file a product's or an ad's photo is served under: "<id>.png". */
export function photoFile(id: string): string {
  return `${id}.png`;
}

export function comesInSize(product: Pick<ProductDetails, 'sizes'>, size: string): boolean {
  return product.sizes.length === 0 || product.sizes.some((offered) => offered.size === size);
}

/** Units left of a size; undefined when they are not tracked. */
export function stockOf(product: Pick<ProductDetails, 'sizes'>, size: string): number | undefined {
  return product.sizes.find((offered) => offered.size === size)?.stock;
}
