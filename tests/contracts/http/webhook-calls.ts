import type { Call, CallOwner } from './call.ts';

const NO_ID = '00000000-0000-4000-8000-000000000000';

const webhook = ({ webhookId = NO_ID }: CallOwner) => `/webhooks/${webhookId}`;

/** Where events go, as admins say. */
export const WEBHOOK_CALLS: readonly Call[] = [
  { method: 'GET', path: '/webhooks', who: 'admin', url: () => '/webhooks' },
  {
    method: 'POST',
    path: '/webhooks',
    who: 'admin',
    url: () => '/webhooks',
    body: () => ({ url: 'https://warehouse.example/kitroom', events: ['order.placed'] }),
    ofManyTypes: ['events'],
  },
  {
    method: 'GET',
    path: '/webhooks/{webhook_id}',
    who: 'admin',
    needs: 'webhook',
    url: webhook,
  },
  {
    method: 'PUT',
    path: '/webhooks/{webhook_id}',
    who: 'admin',
    needs: 'webhook',
    url: webhook,
    body: () => ({ enabled: false }),
    ofManyTypes: ['enabled'],
  },
  {
    method: 'DELETE',
    path: '/webhooks/{webhook_id}',
    who: 'admin',
    needs: 'webhook',
    url: webhook,
  },
  {
    method: 'GET',
    path: '/webhooks/{webhook_id}/dead-letters',
    who: 'admin',
    needs: 'webhook',
    url: (of) => `${webhook(of)}/dead-letters`,
  },
  {
    method: 'POST',
    path: '/webhooks/{webhook_id}/dead-letters/{delivery_id}/replay',
    who: 'admin',
    needs: 'dead-letter',
    url: (of) => `${webhook(of)}/dead-letters/00001763732880-000000/replay`,
  },
];
