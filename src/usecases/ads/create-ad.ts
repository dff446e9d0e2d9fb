import type { Ad } from '../../domain/ad.ts';
import { AppError } from '../../domain/errors.ts';
import type { AdStore } from '../../ports/ad-store.ts';
import type { NewId } from '../../ports/new-id.ts';

interface CreateAdPorts {
  readonly ads: AdStore;
  readonly newId: NewId;
}

/** A new ad, under an id of ours unless one is given. @throws AppError AD_EXISTS */
export function createAd({ ads, newId }: CreateAdPorts) {
  return async (label: string, adId: string = newId()): Promise<Ad> => {
    const ad = { adId, label, version: 1 };
    if ((await ads.createAd(ad)) === 'ad-id-taken') throw new AppError('AD_EXISTS');
    return ad;
  };
}
