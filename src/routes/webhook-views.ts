import * as z from 'zod/mini';
import { EVENT_TYPES } from '../domain/event.ts';
import type { Delivery, Webhook } from '../domain/webhook.ts';
import { atLeast } from './at-least.ts';
import { matching } from './field-schemas.ts';

const fields = {
  webhook_id: z.string(),
  url: z.string(),
  events: z
    .array(z.enum(EVENT_TYPES))
    .check(z.meta({ description: 'Which events; empty is all of them' })),
  enabled: z.boolean(),
  created_at: z.string(),
  version: z.int(),
};

export const webhookSchema = z.strictObject(fields);
export const newWebhookSchema = z.strictObject({
  ...fields,
  secret: z.string().check(z.meta({ description: 'Signs what is sent; shown this once' })),
});
export const webhookListSchema = z.strictObject({ items: z.array(webhookSchema) });

export const deadPageSchema = z.strictObject({
  items: z.array(
    z.strictObject({
      delivery_id: z.string(),
      event_id: z.string(),
      type: z.string(),
      at: z.string(),
      data: z.record(z.string(), z.unknown()),
      attempts: z.int(),
      last_error: z.nullable(z.string()),
      dead_at: z.nullable(z.string()),
    }),
  ),
  next_cursor: z.nullable(z.string()),
});

export const webhookIdField = matching(/^[0-9a-f-]{1,64}$/, 'must be the id of a webhook', {
  examples: ['3f0c9a52-6f1e-4c1b-8a58-2b7b5a0e7c11'],
});
export const deliveryIdField = matching(/^[0-9-]{1,64}$/, 'must be the id of a delivery', {
  examples: ['00001763732880-000000'],
});

const urlField = z
  .string()
  .check(
    z.maxLength(2048, 'must be at most 2048 characters'),
    z.meta({ format: 'uri', examples: ['https://warehouse.example/kitroom'] }),
  );
const eventsField = z.array(z.enum(EVENT_TYPES)).check(
  z.check(({ value, issues }) => {
    if (new Set(value).size === value.length) return;
    issues.push({ code: 'custom', input: value, message: 'must name each event once' });
  }),
  z.meta({ uniqueItems: true }),
);

export const webhookBodies = {
  createWebhook: z.strictObject({ url: urlField, events: z.optional(eventsField) }),
  updateWebhook: z
    .strictObject({
      url: z.optional(urlField),
      events: z.optional(eventsField),
      enabled: z.optional(z.boolean()),
    })
    .check(...atLeast(1)),
};

/** Without its secret. */
export function webhookView(webhook: Webhook) {
  return {
    webhook_id: webhook.webhookId,
    url: webhook.url,
    events: webhook.events,
    enabled: webhook.isEnabled,
    created_at: webhook.createdAt,
    version: webhook.version,
  };
}

export function deliveryView({ deliveryId, event, attempts, lastError, deadAt }: Delivery) {
  return {
    delivery_id: deliveryId,
    event_id: event.eventId,
    type: event.type,
    at: event.at,
    data: event.data,
    attempts,
    last_error: lastError ?? null,
    dead_at: deadAt ?? null,
  };
}
