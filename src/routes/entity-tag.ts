import type { Product } from '../domain/product.ts';

/** The strong entity tag of what has one version. */
export function versionEtag({ version = 0 }: { readonly version?: number | undefined }): string {
  return `"${version}"`;
}

/** A product's, which names its stock as well: that changes what is shown, but not the version. */
export function productEtag(product: Pick<Product, 'version' | 'sizes'>): string {
  const stock = product.sizes.map((one) => one.stock ?? '').join('.');
  return `"${product.version ?? 0}-${stock}"`;
}

/**
 * The versions an If-Match header names; undefined when any will do. Weak and foreign tags never
 * match (RFC 9110 section 13.1.1), so a header of only those gives an empty list.
 */
export function versionsOf(ifMatch: string | null): readonly number[] | undefined {
  if (ifMatch === null || ifMatch.trim() === '*') return undefined;
  return ifMatch.split(',').flatMap((tag) => {
    const version = /^\s*"(0|[1-9]\d{0,14})(?:-[\d.]*)?"\s*$/.exec(tag)?.[1];
    return version === undefined ? [] : [Number(version)];
  });
}

/** Whether an If-None-Match header names the tag (compared weakly, RFC 9110 section 13.1.2). */
export function namesEtag(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}
