import * as z from 'zod/mini';
import { PRODUCT_SORTS } from '../domain/catalogue.ts';
import type { UseCases } from '../usecases/use-cases.ts';
import { productEtag } from './entity-tag.ts';
import { pageFields, productIdField, productTagField } from './field-schemas.ts';
import { pageOfQuery } from './page-of-query.ts';
import { pageReply } from './page-reply.ts';
import { productPageSchema, productSchema, productView } from './product-views.ts';
import { defineRoute, type Route } from './route.ts';
import { searchField } from './shop-fields.ts';

const TAG = 'Catalogue';

/** The catalogue for everybody. */
export function catalogueRoutes({
  listCatalogue,
  getProduct,
}: Pick<UseCases, 'listCatalogue' | 'getProduct'>): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/products',
      operationId: 'listCatalogue',
      tag: TAG,
      summary: 'List or search products',
      description:
        'q looks for every word in the label, team, brand and the first words of the description, without regard to accents and case; the last word may be the beginning of one. Without a sort the best match comes first, and without q the list is by label. A walk along next_cursor sees every product once; a search by nothing but very common words shows 400 of them.',
      access: { audience: 'anyone' },
      query: z.strictObject({
        tag: z.optional(productTagField),
        q: z.optional(searchField),
        sort: z.optional(z.enum(PRODUCT_SORTS)),
        ...pageFields,
      }),
      queryExample: { tag: 'kits', sort: 'price' },
      reply: { status: 200, description: 'One page', schema: productPageSchema, headers: ['Link'] },
      errors: ['INVALID_CURSOR'],
      async run({ query }) {
        const { tag, sort, q: words } = query;
        const page = await listCatalogue({ tag, sort, words }, pageOfQuery(query));
        return pageReply(page, productView);
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/products/{product_id}',
      operationId: 'getProduct',
      tag: TAG,
      summary: 'Get a product',
      access: { audience: 'anyone' },
      params: z.strictObject({ product_id: productIdField }),
      conditional: 'if-none-match',
      reply: { status: 200, description: 'The product', schema: productSchema, headers: ['ETag'] },
      errors: ['PRODUCT_NOT_FOUND'],
      async run({ params: { product_id: productId } }) {
        const product = await getProduct(productId);
        return { status: 200, body: productView(product), etag: productEtag(product) };
      },
    }),
  ];
}
