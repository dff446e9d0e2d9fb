import { SMALL_PNG } from '../../tests/contracts/http/sample-photo.ts';
import type { Preparation, Work, WorkRequest } from './work.ts';

/** The banners as admins keep them. */
export const adWorks: readonly Work[] = [
  {
    operationId: 'listAds',
    title: 'GET /ads, one page of 20',
    budget: 1,
    grows: true,
    request: { method: 'GET', path: '/ads?limit=20' },
  },
  {
    operationId: 'createAd',
    title: 'POST /ads',
    budget: 1,
    request: makeAd('ad-made'),
  },
  {
    operationId: 'getAd',
    title: 'GET /ads/{id}',
    budget: 1,
    request: { method: 'GET', path: '/ads/ad-7' },
  },
  {
    operationId: 'updateAd',
    title: 'PUT /ads/{id}',
    budget: 1,
    prepare: putAd('ad-changed'),
    request: {
      method: 'PUT',
      path: '/ads/ad-changed',
      body: { ad_label: 'Last days of the sale' },
    },
  },
  {
    operationId: 'deleteAd',
    title: 'DELETE /ads/{id}',
    budget: 1,
    prepare: putAd('ad-removed'),
    request: { method: 'DELETE', path: '/ads/ad-removed' },
  },
  {
    operationId: 'saveAdPhoto',
    title: 'PUT /ads/{id}/photo',
    budget: 1,
    request: { method: 'PUT', path: '/ads/ad-7/photo', png: SMALL_PNG },
  },
];

function makeAd(id: string): WorkRequest {
  return { method: 'POST', path: '/ads', body: { ad_id: id, ad_label: 'Corner flags are here' } };
}

function putAd(id: string) {
  return async ({ request }: Preparation) => {
    await request(makeAd(id));
  };
}
