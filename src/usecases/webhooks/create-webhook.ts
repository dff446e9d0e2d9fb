import { AppError } from '../../domain/errors.ts';
import type { EventType } from '../../domain/event.ts';
import { MAX_WEBHOOKS, type Webhook } from '../../domain/webhook.ts';
import type { Clock } from '../../ports/clock.ts';
import type { NewId } from '../../ports/new-id.ts';
import type { WebhookSender } from '../../ports/webhook-sender.ts';
import type { WebhookStore } from '../../ports/webhook-store.ts';

interface CreateWebhookPorts {
  readonly webhooks: WebhookStore;
  readonly webhookSender: WebhookSender;
  readonly newId: NewId;
  readonly clock: Clock;
}

interface CreateWebhookInput {
  readonly url: string;
  /** Empty is all. */
  readonly events: readonly EventType[];
}

/** With a secret of its own. @throws AppError INVALID_INPUT (url), TOO_MANY_WEBHOOKS */
export function createWebhook(ports: CreateWebhookPorts) {
  const { webhooks, webhookSender, newId, clock } = ports;
  return async ({ url, events }: CreateWebhookInput): Promise<Webhook> => {
    const detail = webhookSender.problemOf(url);
    if (detail !== undefined) {
      throw new AppError('INVALID_INPUT', { problems: [{ pointer: '#/url', detail }] });
    }
    const webhook = {
      webhookId: newId(),
      url,
      events,
      isEnabled: true,
      secret: webhookSender.newSecret(),
      createdAt: clock().toISOString(),
      version: 1,
    };
    if ((await webhooks.createWebhook(webhook)) === 'created') return webhook;
    throw new AppError('TOO_MANY_WEBHOOKS', { members: { limit: MAX_WEBHOOKS } });
  };
}
