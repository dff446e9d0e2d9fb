import * as z from 'zod/mini';
import type { UseCases } from '../usecases/use-cases.ts';
import { photoFileField } from './field-schemas.ts';
import { defineRoute, type Route } from './route.ts';

/** The photos that `ad_photo` and `photoID` name. */
export function photoRoutes({ getPhoto }: UseCases): Route[] {
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
  ];
}
