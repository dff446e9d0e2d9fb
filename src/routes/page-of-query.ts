import { DEFAULT_PAGE_SIZE, type PageRequest } from '../domain/page.ts';

/** The page a list's query asks for. */
export function pageOfQuery(query: {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}): PageRequest {
  return { limit: query.limit ?? DEFAULT_PAGE_SIZE, cursor: query.cursor };
}
