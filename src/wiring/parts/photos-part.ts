import { photoRoutes } from '../../routes/photo-routes.ts';
import { removalRoutes } from '../../routes/removal-routes.ts';
import { bucketPhotos } from '../../services/bucket-photos.ts';
import { sharpPhotoEncoder } from '../../services/sharp-photo-encoder.ts';
import { dynamodbAds } from '../../stores/dynamodb/dynamodb-ads.ts';
import { dynamodbProducts } from '../../stores/dynamodb/dynamodb-products.ts';
import { deleteAd } from '../../usecases/ads/delete-ad.ts';
import { deletePhoto } from '../../usecases/photos/delete-photo.ts';
import { getPhoto } from '../../usecases/photos/get-photo.ts';
import { savePhoto } from '../../usecases/photos/save-photo.ts';
import { deleteProduct } from '../../usecases/products/delete-product.ts';
import type { RoutePart } from '../wire-function.ts';

/** Photos in a bucket, and what goes together with its photo. @throws Error in one sentence without one */
export const photosPart: RoutePart = ({ config, connection, currency, ...others }) => {
  if (config.photoBucket === undefined) throw new Error('PHOTOS_BUCKET: must be set');
  const ports = {
    ...others,
    products: dynamodbProducts(connection, currency),
    ads: dynamodbAds(connection),
    // The sample shop's photos are put into the bucket with the rest of it.
    photos: bucketPhotos(config.photoBucket, { findPhoto: async () => undefined }),
    photoEncoder: sharpPhotoEncoder(),
  };
  return [
    ...photoRoutes({
      getPhoto: getPhoto(ports),
      savePhoto: savePhoto(ports),
      deletePhoto: deletePhoto(ports),
    }),
    ...removalRoutes({ deleteProduct: deleteProduct(ports), deleteAd: deleteAd(ports) }),
  ];
};
