import { deliveryId } from './deliveries.ts';
import type { Preparation, Work, WorkRequest } from './work.ts';

const CREATION: WorkRequest = {
  method: 'POST',
  path: '/webhooks',
  body: { url: 'https://warehouse.example/kitroom', events: ['order.placed'] },
};

/** Where events go, and what could not be delivered. */
export const webhookWorks: readonly Work[] = [
  { operationId: 'createWebhook', title: 'POST /webhooks', budget: 2, request: CREATION },
  {
    operationId: 'listWebhooks',
    title: 'GET /webhooks',
    budget: 1,
    request: { method: 'GET', path: '/webhooks' },
  },
  {
    operationId: 'getWebhook',
    title: 'GET /webhooks/{id}',
    budget: 1,
    request: ofNew((path) => ({ method: 'GET', path })),
  },
  {
    operationId: 'updateWebhook',
    title: 'PUT /webhooks/{id}',
    budget: 2,
    request: ofNew((path) => ({ method: 'PUT', path, body: { enabled: false } })),
  },
  {
    operationId: 'deleteWebhook',
    title: 'DELETE /webhooks/{id}',
    budget: 3,
    request: ofNew((path) => ({ method: 'DELETE', path })),
  },
  {
    operationId: 'deleteWebhook',
    title: 'DELETE /webhooks/{id}, 20 events under way',
    budget: 24,
    request: ofNew((path) => ({ method: 'DELETE', path }), 'live'),
  },
  {
    operationId: 'listDeadLetters',
    title: 'GET /webhooks/{id}/dead-letters, one page of 20',
    budget: 2,
    request: ofNew((path) => ({ method: 'GET', path: `${path}/dead-letters?limit=20` }), 'dead'),
  },
  {
    operationId: 'replayDeadLetter',
    title: 'POST /webhooks/{id}/dead-letters/{id}/replay',
    budget: 2,
    request: ofNew(
      (path) => ({ method: 'POST', path: `${path}/dead-letters/${deliveryId(0)}/replay` }),
      'dead',
    ),
  },
];

/** Of a webhook that is made beforehand, with 20 deliveries where a kind is given. */
function ofNew(request: (path: string) => WorkRequest, kind?: 'live' | 'dead'): Work['request'] {
  return async (preparation: Preparation) => {
    const webhook = await preparation.request(CREATION);
    const { webhook_id: id } = webhook as { readonly webhook_id: string };
    if (kind !== undefined) await preparation.putDeliveries(id, 20, kind);
    return request(`/webhooks/${id}`);
  };
}
