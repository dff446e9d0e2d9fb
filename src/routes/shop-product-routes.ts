import * as z from 'zod/mini';
import { toMajorUnits } from '../domain/money.ts';
import { type Product, photoFile, productLabel } from '../domain/product.ts';
import type { UseCases } from '../usecases/use-cases.ts';
import { pageFields, productIdField, productTagField } from './field-schemas.ts';
import { pageOfQuery } from './page-of-query.ts';
import { defineRoute, type Route } from './route.ts';

const TAG = 'Shop: catalogue';

const adListSchema = z.array(
  z.strictObject({ ad_id: z.string(), ad_label: z.string(), ad_photo: z.string() }),
);

const productListSchema = z.array(
  z.strictObject({
    productLabel: z.string(),
    price: z.number(),
    photoID: z.string(),
    product_id: z.string(),
    productDescription: z.string(),
    productTag: z.string(),
  }),
);

const productQuery = z
  .strictObject({
    product_tag: z.optional(productTagField),
    product_id: z.optional(productIdField),
    ...pageFields,
  })
  .check(
    z.check((payload) => {
      const { product_tag: tag, product_id: id } = payload.value;
      if (tag !== undefined || id !== undefined) return;
      const message = 'must have product_tag or product_id';
      payload.issues.push({ code: 'custom', input: payload.value, message });
    }),
  );

/** Row S of the contract: `home_page` and `load_products`. */
export function shopProductRoutes({
  showHomePage,
  getProduct,
  listProducts,
}: Pick<UseCases, 'showHomePage' | 'getProduct' | 'listProducts'>): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/home_page',
      operationId: 'homePage',
      tag: TAG,
      summary: 'Three different ads at random',
      description: 'Each ad is equally likely; all of them when there are fewer than three.',
      access: { audience: 'anyone' },
      reply: { status: 200, description: 'The ads', schema: adListSchema },
      errors: [],
      async run() {
        const ads = await showHomePage();
        const body = ads.map(({ adId, label }) => ({
          ad_id: adId,
          ad_label: label,
          ad_photo: photoFile(adId),
        }));
        return { status: 200, body };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/load_products',
      operationId: 'loadProducts',
      tag: TAG,
      summary: 'The products of a tag, or one product',
      description:
        'With both given the tag wins. An unknown tag has no products. On DynamoDB a tag is read from an index, which follows a change within a moment.',
      access: { audience: 'anyone' },
      query: productQuery,
      queryExample: { product_tag: 'kits' },
      invalidCode: () => 'INVALID_QUERY_PARAMETERS',
      reply: {
        status: 200,
        description: 'One page',
        schema: productListSchema,
        headers: ['Link'],
      },
      errors: ['PRODUCT_NOT_FOUND', 'INVALID_CURSOR'],
      async run({ query }) {
        if (query.product_tag !== undefined) {
          const page = await listProducts(query.product_tag, pageOfQuery(query));
          return {
            status: 200,
            body: page.items.map(documentProductView),
            nextCursor: page.nextCursor,
          };
        }
        const product = await getProduct(query.product_id ?? '');
        return { status: 200, body: [documentProductView(product)] };
      },
    }),
  ];
}

/** A product as the shop document's `load_products` shows it. */
function documentProductView(product: Product) {
  return {
    productLabel: productLabel(product),
    price: toMajorUnits(product.price),
    photoID: photoFile(product.productId),
    product_id: product.productId,
    productDescription: product.description,
    productTag: product.tag,
  };
}
