import type { Ad } from '../../domain/ad.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import type { AdStore } from '../../ports/ad-store.ts';

/** In an order of the store's own. @throws AppError INVALID_CURSOR */
export function listAds({ ads }: { readonly ads: AdStore }) {
  return (page: PageRequest): Promise<Page<Ad>> => ads.listAds(page);
}
