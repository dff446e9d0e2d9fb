import * as z from 'zod/mini';
import { actorOf } from '../domain/caller.ts';
import type { UseCases } from '../usecases/use-cases.ts';
import { productEtag } from './entity-tag.ts';
import { productIdField } from './field-schemas.ts';
import {
  productBodies,
  productInvalidCode,
  toProductChanges,
  toProductDetails,
} from './product-bodies.ts';
import { productSchema, productView } from './product-views.ts';
import { defineRoute, type Route } from './route.ts';

const TAG = 'Catalogue';
const PATH = '/products/{product_id}';

/** Products as admins make and change them. */
export function productRoutes(
  useCases: Pick<UseCases, 'createProduct' | 'updateProduct'>,
  currency: string,
): Route[] {
  const { createProduct, updateProduct } = useCases;
  const bodies = productBodies(currency);
  const params = z.strictObject({ product_id: productIdField });
  return [
    defineRoute({
      method: 'POST',
      path: '/products',
      operationId: 'createProduct',
      tag: TAG,
      summary: 'Create a product',
      description:
        'A product with the tag kits needs a team_name, one with the tag boots a label, any other a label or a name. A size without stock is not counted; no sizes at all means any size.',
      access: { audience: 'admin' },
      body: bodies.createProduct,
      bodyExample: {
        tag: 'accessories',
        label: 'Corner Flag',
        description: 'A yellow flag on a pole that bends.',
        price: 24.5,
        sizes: [{ size: 'One size', stock: 40 }],
      },
      invalidCode: productInvalidCode,
      reply: {
        status: 201,
        description: 'Created',
        schema: productSchema,
        headers: ['Location', 'ETag'],
      },
      errors: ['PRODUCT_EXISTS', 'CURRENCY_MISMATCH'],
      async run({ body, caller }) {
        const by = { productId: body.product_id, actor: actorOf(caller) };
        const product = await createProduct(toProductDetails(body), by);
        return {
          status: 201,
          body: productView(product),
          headers: { location: `/products/${product.productId}` },
          etag: productEtag(product),
        };
      },
    }),
    defineRoute({
      method: 'PUT',
      path: PATH,
      operationId: 'updateProduct',
      tag: TAG,
      summary: 'Change some fields of a product',
      description:
        'null takes a name away. sizes are those it comes in from now on: the stock of one that stays is left alone, one that goes takes its stock with it.',
      access: { audience: 'admin' },
      params,
      body: bodies.updateProduct,
      bodyExample: { price: 19.99 },
      conditional: 'if-match',
      invalidCode: productInvalidCode,
      reply: { status: 200, description: 'As it is now', schema: productSchema, headers: ['ETag'] },
      errors: ['PRODUCT_NOT_FOUND', 'VERSION_MISMATCH', 'CURRENCY_MISMATCH'],
      async run({ params: { product_id: productId }, body, caller, expectedVersions }) {
        const by = { actor: actorOf(caller), expectedVersions };
        const product = await updateProduct(productId, toProductChanges(body), by);
        return { status: 200, body: productView(product), etag: productEtag(product) };
      },
    }),
  ];
}
