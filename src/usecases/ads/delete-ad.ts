import { AppError } from '../../domain/errors.ts';
import type { AdStore } from '../../ports/ad-store.ts';
import type { Photos } from '../../ports/photos.ts';

interface DeleteAdPorts {
  readonly ads: AdStore;
  readonly photos: Photos;
}

/** With its photo. @throws AppError AD_NOT_FOUND, VERSION_MISMATCH */
export function deleteAd({ ads, photos }: DeleteAdPorts) {
  return async (adId: string, expectedVersions: readonly number[] | undefined): Promise<void> => {
    const outcome = await ads.deleteAd(adId, expectedVersions);
    if (outcome === 'deleted') return photos.deletePhoto(adId);
    throw new AppError(outcome === 'not-found' ? 'AD_NOT_FOUND' : 'VERSION_MISMATCH');
  };
}
