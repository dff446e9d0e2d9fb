import type { Page } from '../../domain/page.ts';

/** Makes a page of rows that were read one further than the limit, to see whether more follow. */
export function pageOf<Item>(
  rows: readonly Item[],
  limit: number,
  cursorAfter: (last: Item) => string,
): Page<Item> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return rows.length > limit && last !== undefined
    ? { items, nextCursor: cursorAfter(last) }
    : { items };
}
