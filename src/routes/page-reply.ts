import type { Page } from '../domain/page.ts';
import type { Reply } from './route.ts';

/** A page of a list: its items as they are shown, and what leads to the next. */
export function pageReply<Item>(
  { items, nextCursor }: Page<Item>,
  view: (item: Item) => unknown,
): Reply {
  const shown = items.map((item) => view(item));
  return {
    status: 200,
    body: { items: shown, next_cursor: nextCursor ?? null },
    nextCursor,
  };
}
