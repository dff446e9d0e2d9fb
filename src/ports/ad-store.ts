import type { Ad } from '../domain/ad.ts';

export interface AdStore {
  /** `count` different ads, each equally likely, in random order; all of them when there are fewer. */
  sampleAds(count: number): Promise<readonly Ad[]>;
}
