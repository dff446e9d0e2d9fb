import type { Ad } from '../domain/ad.ts';
import type { Page, PageRequest } from '../domain/page.ts';

export interface AdStore {
  /** `count` different ads, each equally likely, in random order; all of them when there are fewer. */
  sampleAds(count: number): Promise<readonly Ad[]>;
  findAd(adId: string): Promise<Ad | undefined>;
  /** In an order of the store's own; a full walk sees each once. */
  listAds(page: PageRequest): Promise<Page<Ad>>;
  createAd(ad: Ad): Promise<'created' | 'ad-id-taken'>;
  /** Of one at any of these versions, when they are given. */
  updateAd(
    adId: string,
    changes: Pick<Ad, 'label'>,
    expectedVersions: readonly number[] | undefined,
  ): Promise<{ readonly kind: 'updated'; readonly ad: Ad } | { readonly kind: AdRefusal }>;
  deleteAd(
    adId: string,
    expectedVersions: readonly number[] | undefined,
  ): Promise<'deleted' | AdRefusal>;
}

export type AdRefusal = 'not-found' | 'version-mismatch';
