import * as z from 'zod/mini';
import type { UseCases } from '../usecases/use-cases.ts';
import { versionEtag } from './entity-tag.ts';
import { pageFields } from './field-schemas.ts';
import { messageSchema } from './message-schemas.ts';
import { pageOfQuery } from './page-of-query.ts';
import { pageReply } from './page-reply.ts';
import { defineRoute, type Route } from './route.ts';
import {
  deadPageSchema,
  deliveryIdField,
  deliveryView,
  newWebhookSchema,
  webhookBodies,
  webhookIdField,
  webhookListSchema,
  webhookSchema,
  webhookView,
} from './webhook-views.ts';

const TAG = 'Webhooks';
const PATH = '/webhooks/{webhook_id}';
const HOW =
  'Each event is sent at least once, those of one order, product or account in order, as Standard Webhooks: webhook-id to drop what came twice, webhook-timestamp, and webhook-signature, an HMAC-SHA256 of "id.timestamp.body". An answer other than 2xx is tried again after 5 seconds, 5 and 30 minutes, 2, 5 and 10 hours, and then given up.';

/** Where events go, and what could not be delivered. */
export function webhookRoutes(
  useCases: Pick<
    UseCases,
    | 'listWebhooks'
    | 'createWebhook'
    | 'getWebhook'
    | 'updateWebhook'
    | 'deleteWebhook'
    | 'listDeadDeliveries'
    | 'replayDelivery'
  >,
): Route[] {
  const { listWebhooks, createWebhook, getWebhook, updateWebhook, deleteWebhook } = useCases;
  const { listDeadDeliveries, replayDelivery } = useCases;
  const access = { audience: 'admin' } as const;
  const params = z.strictObject({ webhook_id: webhookIdField });
  return [
    defineRoute({
      method: 'GET',
      path: '/webhooks',
      operationId: 'listWebhooks',
      tag: TAG,
      summary: 'List the webhooks',
      access,
      reply: { status: 200, description: 'All of them', schema: webhookListSchema },
      errors: [],
      async run() {
        const webhooks = await listWebhooks();
        return { status: 200, body: { items: webhooks.map(webhookView) } };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/webhooks',
      operationId: 'createWebhook',
      tag: TAG,
      summary: 'Send events to an address from now on',
      description: HOW,
      access,
      body: webhookBodies.createWebhook,
      bodyExample: { url: 'https://warehouse.example/kitroom', events: ['order.placed'] },
      reply: {
        status: 201,
        description: 'Created',
        schema: newWebhookSchema,
        headers: ['Location', 'ETag'],
      },
      errors: ['TOO_MANY_WEBHOOKS'],
      async run({ body: { url, events = [] } }) {
        const webhook = await createWebhook({ url, events });
        return {
          status: 201,
          body: { ...webhookView(webhook), secret: webhook.secret },
          headers: { location: `/webhooks/${webhook.webhookId}`, 'cache-control': 'no-store' },
          etag: versionEtag(webhook),
        };
      },
    }),
    defineRoute({
      method: 'GET',
      path: PATH,
      operationId: 'getWebhook',
      tag: TAG,
      summary: 'Get a webhook',
      access,
      params,
      conditional: 'if-none-match',
      reply: { status: 200, description: 'The webhook', schema: webhookSchema, headers: ['ETag'] },
      errors: ['WEBHOOK_NOT_FOUND'],
      async run({ params: { webhook_id: webhookId } }) {
        const webhook = await getWebhook(webhookId);
        return { status: 200, body: webhookView(webhook), etag: versionEtag(webhook) };
      },
    }),
    defineRoute({
      method: 'PUT',
      path: PATH,
      operationId: 'updateWebhook',
      tag: TAG,
      summary: 'Change a webhook, or pause it',
      description:
        'While it is not enabled, what is under way waits and new events are not kept for it.',
      access,
      params,
      body: webhookBodies.updateWebhook,
      bodyExample: { enabled: false },
      conditional: 'if-match',
      reply: { status: 200, description: 'As it is now', schema: webhookSchema, headers: ['ETag'] },
      errors: ['WEBHOOK_NOT_FOUND', 'VERSION_MISMATCH'],
      async run({ params: { webhook_id: webhookId }, body, expectedVersions }) {
        const { url, events, enabled: isEnabled } = body;
        const changes = {
          ...(url !== undefined && { url }),
          ...(events !== undefined && { events }),
          ...(isEnabled !== undefined && { isEnabled }),
        };
        const webhook = await updateWebhook(webhookId, changes, expectedVersions);
        return { status: 200, body: webhookView(webhook), etag: versionEtag(webhook) };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: PATH,
      operationId: 'deleteWebhook',
      tag: TAG,
      summary: 'Delete a webhook, with all that is under way to it',
      access,
      params,
      reply: { status: 200, description: 'Deleted', schema: messageSchema('Webhook deleted') },
      errors: ['WEBHOOK_NOT_FOUND'],
      async run({ params: { webhook_id: webhookId } }) {
        await deleteWebhook(webhookId);
        return { status: 200, body: { message: 'Webhook deleted' } };
      },
    }),
    defineRoute({
      method: 'GET',
      path: `${PATH}/dead-letters`,
      operationId: 'listDeadLetters',
      tag: TAG,
      summary: 'What could not be delivered, newest first',
      access,
      params,
      query: z.strictObject(pageFields),
      reply: { status: 200, description: 'One page', schema: deadPageSchema, headers: ['Link'] },
      errors: ['WEBHOOK_NOT_FOUND', 'INVALID_CURSOR'],
      async run({ params: { webhook_id: webhookId }, query }) {
        const page = await listDeadDeliveries(webhookId, pageOfQuery(query));
        return pageReply(page, deliveryView);
      },
    }),
    defineRoute({
      method: 'POST',
      path: `${PATH}/dead-letters/{delivery_id}/replay`,
      operationId: 'replayDeadLetter',
      tag: TAG,
      summary: 'Try again to deliver one that was given up',
      access,
      params: z.strictObject({ webhook_id: webhookIdField, delivery_id: deliveryIdField }),
      reply: { status: 200, description: 'Under way', schema: messageSchema('Delivery replayed') },
      errors: ['DELIVERY_NOT_FOUND'],
      async run({ params: { webhook_id: webhookId, delivery_id: deliveryId } }) {
        await replayDelivery(webhookId, deliveryId);
        return { status: 200, body: { message: 'Delivery replayed' } };
      },
    }),
  ];
}
