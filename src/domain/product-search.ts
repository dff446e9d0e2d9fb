import { labelKey, type ProductSort, searchTexts } from './catalogue.ts';
import { wordsOf } from './fold-text.ts';
import type { Product } from './product.ts';

export const MAX_SEARCH_WORDS = 8;

/** What is searched for: a product must have every word; the last may be the beginning of one. */
export interface ProductSearch {
  readonly words: readonly string[];
  readonly tag?: string | undefined;
  /** Undefined is the best match first. */
  readonly sort?: ProductSort | undefined;
}

/** A product found, with the texts that place it: compared one after the other. */
export interface FoundProduct {
  readonly product: Product;
  readonly place: readonly [first: string, second: string];
}

/** The words of what somebody typed, each once; empty when there are none. */
export function searchWords(text: string): readonly string[] {
  return [...new Set(wordsOf(text))].slice(0, MAX_SEARCH_WORDS);
}

/** Those that match, in the order asked for: the same of the same products wherever they are kept. */
export function rankProducts(
  products: Iterable<Product>,
  { words, tag, sort }: ProductSearch,
): readonly FoundProduct[] {
  const found: FoundProduct[] = [];
  for (const product of products) {
    if (tag !== undefined && product.tag !== tag) continue;
    const score = scoreOf(product, words);
    if (score === undefined) continue;
    found.push({ product, place: [firstPlace(product, score, sort), product.productId] });
  }
  const direction = sort === '-price' || sort === 'newest' ? -1 : 1;
  return found.sort((left, right) => direction * comparePlaces(left.place, right.place));
}

/** The part of a ranking that comes after a place in it. */
export function rankedAfter(
  found: readonly FoundProduct[],
  place: readonly [string, string] | undefined,
  sort: ProductSort | undefined,
): readonly FoundProduct[] {
  if (place === undefined) return found;
  const direction = sort === '-price' || sort === 'newest' ? -1 : 1;
  return found.filter((one) => direction * comparePlaces(one.place, place) > 0);
}

/** Undefined when a word is missing; a whole word counts twice the beginning of one. */
function scoreOf(product: Product, words: readonly string[]): number | undefined {
  let scores = words.map(() => 0);
  for (const { weight, text } of searchTexts(product)) {
    // Texts that could raise none are not folded: a description is the longest to fold.
    if (scores.every((score) => score >= 2 * weight)) break;
    const ofText = wordsOf(text);
    scores = words.map((word, index) => {
      const mayBegin = index === words.length - 1;
      return Math.max(scores[index] ?? 0, weight * matchIn(ofText, word, mayBegin));
    });
  }
  return scores.includes(0) ? undefined : scores.reduce((total, score) => total + score, 0);
}

function matchIn(texts: readonly string[], word: string, mayBegin: boolean): 0 | 1 | 2 {
  if (texts.includes(word)) return 2;
  return mayBegin && texts.some((one) => one.startsWith(word)) ? 1 : 0;
}

const HIGHEST_SCORE = 999;

function firstPlace(product: Product, score: number, sort: ProductSort | undefined): string {
  if (sort === 'price' || sort === '-price') {
    return String(product.price.minorUnits).padStart(9, '0');
  }
  if (sort === 'newest') return product.createdAt ?? '';
  const label = labelKey(product);
  if (sort === 'label') return label;
  return `${String(HIGHEST_SCORE - score).padStart(3, '0')} ${label}`;
}

function comparePlaces(left: readonly [string, string], right: readonly [string, string]): number {
  return compareText(left[0], right[0]) || compareText(left[1], right[1]);
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
