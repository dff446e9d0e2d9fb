import type { Ad } from '../../domain/ad.ts';
import { AppError } from '../../domain/errors.ts';
import type { AdStore } from '../../ports/ad-store.ts';

/** @throws AppError AD_NOT_FOUND, VERSION_MISMATCH */
export function updateAd({ ads }: { readonly ads: AdStore }) {
  return async (
    adId: string,
    changes: Pick<Ad, 'label'>,
    expectedVersions: readonly number[] | undefined,
  ): Promise<Ad> => {
    const outcome = await ads.updateAd(adId, changes, expectedVersions);
    if (outcome.kind === 'updated') return outcome.ad;
    throw new AppError(outcome.kind === 'not-found' ? 'AD_NOT_FOUND' : 'VERSION_MISMATCH');
  };
}
