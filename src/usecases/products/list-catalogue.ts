import type { ProductSort } from '../../domain/catalogue.ts';
import { decodeCursor, encodeCursor } from '../../domain/cursor.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import type { Product } from '../../domain/product.ts';
import { type ProductSearch, rankedAfter, rankProducts } from '../../domain/product-search.ts';
import type { ProductStore } from '../../ports/product-store.ts';

interface CatalogueQuery {
  readonly tag?: string | undefined;
  /** Undefined is the best match first, or by label where nothing is searched for. */
  readonly sort?: ProductSort | undefined;
  /** What must be in a product; undefined lists all. */
  readonly words?: readonly string[] | undefined;
}

/** A word in as many products or more narrows nothing by itself: the others must. */
const WINDOW = 400;

/** The catalogue, whole, by tag or by what is searched for. @throws AppError INVALID_CURSOR */
export function listCatalogue({ products }: { readonly products: ProductStore }) {
  return async (query: CatalogueQuery, page: PageRequest): Promise<Page<Product>> => {
    const { tag, sort, words } = query;
    if (words === undefined) return products.listProducts({ tag, sort: sort ?? 'label' }, page);
    return searchProducts(products, { tag, sort, words }, page);
  };
}

async function searchProducts(
  products: ProductStore,
  search: ProductSearch,
  { limit, cursor }: PageRequest,
): Promise<Page<Product>> {
  const list = JSON.stringify(['search', search.tag ?? null, search.sort ?? null, search.words]);
  const after = cursor === undefined ? undefined : decodeCursor(cursor, list, 2);
  const candidates = await findCandidates(products, search.words);
  const found = await products.findProducts(candidates);
  const place = after && ([after[0] ?? '', after[1] ?? ''] as const);
  const rest = rankedAfter(rankProducts(found.values(), search), place, search.sort);
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(({ product }) => product),
    ...(rest.length > limit && last && { nextCursor: encodeCursor(list, last.place) }),
  };
}

/**
 * Ids of the products that may have every word, at most WINDOW: those that have all the words which
 * are rare enough to be read whole, or else the first of the longest word.
 */
async function findCandidates(
  products: ProductStore,
  words: readonly string[],
): Promise<readonly string[]> {
  const lists = await Promise.all(
    words.map(async (word, index) => ({
      word,
      ids: await products.findProductIdsByWord(word, index < words.length - 1, WINDOW),
    })),
  );
  const [first, ...others] = lists
    .filter(({ ids }) => ids.length < WINDOW)
    .map(({ ids }) => new Set(ids));
  if (first !== undefined) return [...first].filter((id) => others.every((ids) => ids.has(id)));
  const longest = lists.reduce((left, right) =>
    right.word.length > left.word.length ? right : left,
  );
  return [...new Set(longest.ids)];
}
