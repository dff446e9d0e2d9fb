import * as z from 'zod/mini';
import { actorOf } from '../domain/caller.ts';
import type { UseCases } from '../usecases/use-cases.ts';
import { productIdField } from './field-schemas.ts';
import { messageSchema } from './message-schemas.ts';
import { defineRoute, type Route } from './route.ts';
import { adIdField } from './shop-fields.ts';

/** What admins take out of the shop together with its photo. */
export function removalRoutes({
  deleteProduct,
  deleteAd,
}: Pick<UseCases, 'deleteProduct' | 'deleteAd'>): Route[] {
  return [
    defineRoute({
      method: 'DELETE',
      path: '/products/{product_id}',
      operationId: 'deleteProduct',
      tag: 'Catalogue',
      summary: 'Delete a product and its photo',
      description:
        'Carts that hold it warn; orders keep its label and price, and its movements of stock stay.',
      access: { audience: 'admin' },
      params: z.strictObject({ product_id: productIdField }),
      conditional: 'if-match',
      reply: { status: 200, description: 'Deleted', schema: messageSchema('Product deleted') },
      errors: ['PRODUCT_NOT_FOUND', 'VERSION_MISMATCH'],
      async run({ params: { product_id: productId }, caller, expectedVersions }) {
        await deleteProduct(productId, { actor: actorOf(caller), expectedVersions });
        return { status: 200, body: { message: 'Product deleted' } };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/ads/{ad_id}',
      operationId: 'deleteAd',
      tag: 'Ads',
      summary: 'Delete an ad and its photo',
      access: { audience: 'admin' },
      params: z.strictObject({ ad_id: adIdField }),
      conditional: 'if-match',
      reply: { status: 200, description: 'Deleted', schema: messageSchema('Ad deleted') },
      errors: ['AD_NOT_FOUND', 'VERSION_MISMATCH'],
      async run({ params: { ad_id: adId }, expectedVersions }) {
        await deleteAd(adId, expectedVersions);
        return { status: 200, body: { message: 'Ad deleted' } };
      },
    }),
  ];
}
