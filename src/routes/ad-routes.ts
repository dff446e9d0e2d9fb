import * as z from 'zod/mini';
import type { Ad } from '../domain/ad.ts';
import { photoFile } from '../domain/product.ts';
import { textRule } from '../domain/text.ts';
import type { UseCases } from '../usecases/use-cases.ts';
import { versionEtag } from './entity-tag.ts';
import { pageFields, ruledText } from './field-schemas.ts';
import { pageOfQuery } from './page-of-query.ts';
import { pageReply } from './page-reply.ts';
import { defineRoute, type Route } from './route.ts';
import { adIdField, newIdField } from './shop-fields.ts';

const TAG = 'Ads';
const PATH = '/ads/{ad_id}';

const labelField = ruledText(textRule(200), {
  minLength: 1,
  maxLength: 200,
  examples: ['New away shirts are here'],
});
const adSchema = z.strictObject({
  ad_id: z.string(),
  ad_label: z.string(),
  ad_photo: z.string(),
  version: z.int(),
});
const adPageSchema = z.strictObject({
  items: z.array(adSchema),
  next_cursor: z.nullable(z.string()),
});

/** The banners of the home page, as admins keep them, but for deleting. */
export function adRoutes(
  useCases: Pick<UseCases, 'listAds' | 'getAd' | 'createAd' | 'updateAd'>,
): Route[] {
  const { listAds, getAd, createAd, updateAd } = useCases;
  const params = z.strictObject({ ad_id: adIdField });
  const access = { audience: 'admin' } as const;
  return [
    defineRoute({
      method: 'GET',
      path: '/ads',
      operationId: 'listAds',
      tag: TAG,
      summary: 'List the ads',
      access,
      query: z.strictObject(pageFields),
      reply: { status: 200, description: 'One page', schema: adPageSchema, headers: ['Link'] },
      errors: ['INVALID_CURSOR'],
      async run({ query }) {
        const page = await listAds(pageOfQuery(query));
        return pageReply(page, adView);
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/ads',
      operationId: 'createAd',
      tag: TAG,
      summary: 'Create an ad',
      access,
      body: z.strictObject({ ad_id: z.optional(newIdField), ad_label: labelField }),
      bodyExample: { ad_label: 'New away shirts are here' },
      reply: {
        status: 201,
        description: 'Created',
        schema: adSchema,
        headers: ['Location', 'ETag'],
      },
      errors: ['AD_EXISTS'],
      async run({ body }) {
        const ad = await createAd(body.ad_label, body.ad_id);
        return {
          status: 201,
          body: adView(ad),
          headers: { location: `/ads/${ad.adId}` },
          etag: versionEtag(ad),
        };
      },
    }),
    defineRoute({
      method: 'GET',
      path: PATH,
      operationId: 'getAd',
      tag: TAG,
      summary: 'Get an ad',
      access,
      params,
      conditional: 'if-none-match',
      reply: { status: 200, description: 'The ad', schema: adSchema, headers: ['ETag'] },
      errors: ['AD_NOT_FOUND'],
      async run({ params: { ad_id: adId } }) {
        const ad = await getAd(adId);
        return { status: 200, body: adView(ad), etag: versionEtag(ad) };
      },
    }),
    defineRoute({
      method: 'PUT',
      path: PATH,
      operationId: 'updateAd',
      tag: TAG,
      summary: 'Change the label of an ad',
      access,
      params,
      body: z.strictObject({ ad_label: labelField }),
      bodyExample: { ad_label: 'Last days of the sale' },
      conditional: 'if-match',
      reply: { status: 200, description: 'As it is now', schema: adSchema, headers: ['ETag'] },
      errors: ['AD_NOT_FOUND', 'VERSION_MISMATCH'],
      async run({ params: { ad_id: adId }, body, expectedVersions }) {
        const ad = await updateAd(adId, { label: body.ad_label }, expectedVersions);
        return { status: 200, body: adView(ad), etag: versionEtag(ad) };
      },
    }),
  ];
}

function adView({ adId, label, version = 0 }: Ad) {
  return { ad_id: adId, ad_label: label, ad_photo: photoFile(adId), version };
}
