import type { Ad } from '../../domain/ad.ts';
import { AppError } from '../../domain/errors.ts';
import type { AdStore } from '../../ports/ad-store.ts';

/** @throws AppError AD_NOT_FOUND */
export function getAd({ ads }: { readonly ads: AdStore }) {
  return async (adId: string): Promise<Ad> => {
    const ad = await ads.findAd(adId);
    if (ad === undefined) throw new AppError('AD_NOT_FOUND');
    return ad;
  };
}
