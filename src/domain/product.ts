import type { Money } from './money.ts';

export interface ProductSize {
  readonly size: string;
  /** Units left; absent when stock is not tracked. */
  readonly stock?: number | undefined;
}

/** A thing sold. Which of the naming fields it has depends on its tag. */
export interface Product {
  readonly productId: string;
  readonly tag: string;
  readonly label?: string | undefined;
  readonly name?: string | undefined;
  readonly teamName?: string | undefined;
  readonly season?: string | undefined;
  readonly side?: string | undefined;
  readonly brand?: string | undefined;
  readonly description: string;
  readonly price: Money;
  /** In the order shown; empty means any size. */
  readonly sizes: readonly ProductSize[];
}

/**
 * The name a product is shown by, as in the shop document: "<team_name> <side> <season>" for kits,
 * "<brand> <label>" for boots, its own label or name for any other tag.
 */
export function productLabel(product: Product): string {
  if (product.tag === 'kits') return words(product.teamName, product.side, product.season);
  if (product.tag === 'boots') return words(product.brand, product.label);
  return product.label ?? product.name ?? product.productId;
}

function words(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' ');
}

/** The file a product's or an ad's photo is served under: "<id>.png". */
export function photoFile(id: string): string {
  return `${id}.png`;
}

export function comesInSize(product: Product, size: string): boolean {
  return product.sizes.length === 0 || product.sizes.some((offered) => offered.size === size);
}
