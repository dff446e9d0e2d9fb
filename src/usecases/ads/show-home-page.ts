import { type Ad, HOME_PAGE_ADS } from '../../domain/ad.ts';
import type { AdStore } from '../../ports/ad-store.ts';

/** Three different ads at random, each equally likely; all of them when there are fewer. */
export function showHomePage({ ads }: { readonly ads: AdStore }) {
  return (): Promise<readonly Ad[]> => ads.sampleAds(HOME_PAGE_ADS);
}
