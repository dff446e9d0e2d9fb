import { AppError } from '../../domain/errors.ts';
import type { AdStore } from '../../ports/ad-store.ts';
import type { PhotoEncoder } from '../../ports/photo-encoder.ts';
import type { Photos } from '../../ports/photos.ts';
import type { ProductStore } from '../../ports/product-store.ts';

interface SavePhotoPorts {
  readonly products: ProductStore;
  readonly ads: AdStore;
  readonly photos: Photos;
  readonly photoEncoder: PhotoEncoder;
}

export type PhotoOwner = { readonly productId: string } | { readonly adId: string };

/**
 * Keeps an uploaded picture as the PNG that "<id>.png" names. It is drawn anew from its pixels, so
 * that nothing else of the file (a place, a script) is kept.
 * @throws AppError PRODUCT_NOT_FOUND, AD_NOT_FOUND, INVALID_PHOTO, PHOTO_TOO_MANY_PIXELS
 */
export function savePhoto({ products, ads, photos, photoEncoder }: SavePhotoPorts) {
  return async (owner: PhotoOwner, file: Uint8Array): Promise<void> => {
    if ('productId' in owner) {
      if ((await products.findProduct(owner.productId)) === undefined) {
        throw new AppError('PRODUCT_NOT_FOUND');
      }
    } else if ((await ads.findAd(owner.adId)) === undefined) {
      throw new AppError('AD_NOT_FOUND');
    }
    const outcome = await photoEncoder.toPng(file);
    if (outcome.kind === 'not-a-photo') throw new AppError('INVALID_PHOTO');
    if (outcome.kind === 'too-many-pixels') throw new AppError('PHOTO_TOO_MANY_PIXELS');
    await photos.savePhoto('productId' in owner ? owner.productId : owner.adId, outcome.png);
  };
}
