import * as z from 'zod/mini';
import type { UseCases } from '../usecases/use-cases.ts';
import { photoFileField } from './field-schemas.ts';
import { messageSchema } from './message-schemas.ts';
import { defineRoute, type Route } from './route.ts';
import { newIdField } from './shop-fields.ts';

const TAG = 'Photos';
const SAVED = { message: 'Photo saved' } as const;
const DELETED = { message: 'Photo deleted' } as const;

/** What an upload may be; its bytes decide, and not what it says it is. */
const file = {
  contentTypes: ['image/png', 'image/jpeg', 'image/webp'],
  maxBytes: 5 * 1024 * 1024,
  tooLarge: 'PHOTO_TOO_LARGE',
  wrongType: 'UNSUPPORTED_PHOTO_TYPE',
  empty: 'INVALID_PHOTO',
} as const;
const fileErrors = ['INVALID_PHOTO', 'PHOTO_TOO_MANY_PIXELS'] as const;
const HOW =
  'At most 5 MiB and 40 million pixels. It is drawn anew as a PNG of at most 1,600 pixels a side, without what else the file held.';

/** The photos that `ad_photo` and `photoID` name. */
export function photoRoutes({
  getPhoto,
  savePhoto,
  deletePhoto,
}: Pick<UseCases, 'getPhoto' | 'savePhoto' | 'deletePhoto'>): Route[] {
  const ofProduct = z.strictObject({ product_id: newIdField });
  const ofAd = z.strictObject({ ad_id: newIdField });
  const access = { audience: 'admin' } as const;
  return [
    defineRoute({
      method: 'GET',
      path: '/photos/{file}',
      operationId: 'getPhoto',
      tag: 'Shop: catalogue',
      summary: 'The photo of a product or an ad',
      access: { audience: 'anyone' },
      params: z.strictObject({ file: photoFileField }),
      conditional: 'if-none-match',
      reply: {
        status: 200,
        description: 'The photo',
        contentType: 'image/png',
        headers: ['ETag'],
      },
      errors: ['PHOTO_NOT_FOUND'],
      async run({ params: { file: id } }) {
        const { bytes, version } = await getPhoto(id);
        return {
          status: 200,
          body: bytes,
          contentType: 'image/png',
          headers: { 'cache-control': 'public, max-age=3600' },
          etag: `"${version}"`,
        };
      },
    }),
    defineRoute({
      method: 'PUT',
      path: '/products/{product_id}/photo',
      operationId: 'saveProductPhoto',
      tag: TAG,
      summary: 'Save the photo of a product',
      description: HOW,
      access,
      params: ofProduct,
      file,
      reply: { status: 200, description: 'Saved', schema: messageSchema(SAVED.message) },
      errors: ['PRODUCT_NOT_FOUND', ...fileErrors],
      async run({ params: { product_id: productId }, file: bytes }) {
        await savePhoto({ productId }, bytes);
        return { status: 200, body: SAVED };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/products/{product_id}/photo',
      operationId: 'deleteProductPhoto',
      tag: TAG,
      summary: 'Delete the photo of a product',
      description: 'Harmless when there is none. One that came with the sample shop shows again.',
      access,
      params: ofProduct,
      reply: { status: 200, description: 'Deleted', schema: messageSchema(DELETED.message) },
      errors: [],
      async run({ params: { product_id: productId } }) {
        await deletePhoto(productId);
        return { status: 200, body: DELETED };
      },
    }),
    defineRoute({
      method: 'PUT',
      path: '/ads/{ad_id}/photo',
      operationId: 'saveAdPhoto',
      tag: TAG,
      summary: 'Save the photo of an ad',
      description: HOW,
      access,
      params: ofAd,
      file,
      reply: { status: 200, description: 'Saved', schema: messageSchema(SAVED.message) },
      errors: ['AD_NOT_FOUND', ...fileErrors],
      async run({ params: { ad_id: adId }, file: bytes }) {
        await savePhoto({ adId }, bytes);
        return { status: 200, body: SAVED };
      },
    }),
  ];
}
