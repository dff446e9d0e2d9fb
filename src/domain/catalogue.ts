import { foldText, wordsOf } from './fold-text.ts';
import { type Product, productLabel } from './product.ts';

export const PRODUCT_SORTS = ['label', 'price', '-price', 'newest'] as const;
export type ProductSort = (typeof PRODUCT_SORTS)[number];

/**
 * A product's place in one of the lists that every store keeps beside its products, written in the
 * step that writes the product. Stores compare keys by their UTF-8 bytes, so that the same shop has
 * the same lists on each.
 */
export interface CatalogueEntry {
  readonly list: string;
  /** Unique in its list, since it ends with the product's id. */
  readonly key: string;
}

/** Words of one product that a search finds it by; a transaction of DynamoDB takes 100 writes. */
export const MAX_PRODUCT_WORDS = 40;
/** Sorts before whatever a text may hold. */
const SEPARATOR = '\u0001';
const PRICE_DIGITS = 9;
/** In UTF-8 and with the longest id it still fits a key of DynamoDB, which has 1,024 bytes. */
const MAX_LABEL_KEY = 160;

type Order = 'label' | 'price' | 'newest';

/** Which list shows this order, and whether it is read from its end. */
export function catalogueList(
  tag: string | undefined,
  sort: ProductSort,
): { readonly list: string; readonly isReversed: boolean } {
  const order: Order = sort === '-price' ? 'price' : sort;
  return { list: listName(tag, order), isReversed: sort === '-price' || sort === 'newest' };
}

/** The list with every word of this beginning, and where in it the words are. */
export function wordList(
  word: string,
  isWhole: boolean,
): { readonly list: string; readonly prefix: string } {
  return { list: `word:${[...word][0] ?? ''}`, prefix: isWhole ? word + SEPARATOR : word };
}

/** The id at the end of a key. */
export function productIdOfKey(key: string): string {
  // What stands before it never holds the separator; an id may.
  return key.slice(key.indexOf(SEPARATOR) + 1);
}

/** Every place of a product: each order over all and within its tag, and each word it is found by. */
export function catalogueEntries(product: Product): readonly CatalogueEntry[] {
  const keys: Readonly<Record<Order, string>> = {
    label: labelKey(product),
    price: String(product.price.minorUnits).padStart(PRICE_DIGITS, '0'),
    newest: product.createdAt ?? '',
  };
  const lists = [undefined, product.tag].flatMap((tag) =>
    (['label', 'price', 'newest'] as const).map((order) => ({
      list: listName(tag, order),
      key: keys[order] + SEPARATOR + product.productId,
    })),
  );
  const words = productWords(product).map((word) => ({
    list: wordList(word, true).list,
    key: word + SEPARATOR + product.productId,
  }));
  return [...lists, ...words];
}

/** Those of the entries that are not among the others: what a change has to write, or to remove. */
export function entriesWithout(
  entries: readonly CatalogueEntry[],
  others: readonly CatalogueEntry[],
): readonly CatalogueEntry[] {
  const taken = new Set(others.map(toText));
  return entries.filter((entry) => !taken.has(toText(entry)));
}

/** What sorts products by their label, before their id. */
export function labelKey(product: Product): string {
  // A cut may fall inside a character, and half of one is no text for a store or a cursor.
  return foldText(productLabel(product)).slice(0, MAX_LABEL_KEY).toWellFormed();
}

/** Different words, those of the label first; those past MAX_PRODUCT_WORDS are not searched. */
function productWords(product: Product): readonly string[] {
  const words = new Set(searchTexts(product).flatMap(({ text }) => wordsOf(text)));
  return [...words].slice(0, MAX_PRODUCT_WORDS);
}

/** The texts a search looks at, by how much a match in them counts: the most first. */
export function searchTexts(
  product: Product,
): readonly { readonly weight: number; readonly text: string }[] {
  const { label, name, teamName, brand, description } = product;
  return [
    { weight: 8, text: productLabel(product) },
    { weight: 4, text: [label, name, teamName, brand].join(' ') },
    { weight: 1, text: description },
  ];
}

function listName(tag: string | undefined, order: Order): string {
  return tag === undefined ? `all:${order}` : `tag:${order}:${tag}`;
}

function toText({ list, key }: CatalogueEntry): string {
  return JSON.stringify([list, key]);
}
