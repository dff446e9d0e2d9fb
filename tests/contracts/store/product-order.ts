import {
  catalogueEntries,
  catalogueList,
  type ProductSort,
  productIdOfKey,
  wordList,
} from '../../../src/domain/catalogue.ts';
import type { Product } from '../../../src/domain/product.ts';

/** Every list of products that a caller may ask for. */
export function productLists(
  tags: readonly string[],
): readonly { readonly tag: string | undefined; readonly sort: ProductSort }[] {
  const sorts: readonly ProductSort[] = ['label', 'price', '-price', 'newest'];
  return [undefined, ...tags].flatMap((tag) => sorts.map((sort) => ({ tag, sort })));
}

/** The ids of a list of these products, sorted in memory. */
export function expectedList(
  products: readonly Product[],
  { tag, sort }: { readonly tag?: string | undefined; readonly sort: ProductSort },
): readonly string[] {
  const { list, isReversed } = catalogueList(tag, sort);
  const ids = sortedKeys(products, list).map(productIdOfKey);
  return isReversed ? ids.toReversed() : ids;
}

/** The ids of the places with a word, or with one that begins so. */
export function expectedPlaces(
  products: readonly Product[],
  word: string,
  isWhole: boolean,
): readonly string[] {
  const { list, prefix } = wordList(word, isWhole);
  return sortedKeys(products, list)
    .filter((key) => key.startsWith(prefix))
    .map(productIdOfKey);
}

function sortedKeys(products: readonly Product[], list: string): readonly string[] {
  return products
    .flatMap((product) => catalogueEntries(product))
    .filter((entry) => entry.list === list)
    .map(({ key }) => key)
    .sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
}
