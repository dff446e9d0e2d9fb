import { AppError } from '../../domain/errors.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import type { Delivery } from '../../domain/webhook.ts';
import type { EventStore } from '../../ports/event-store.ts';
import type { WebhookStore } from '../../ports/webhook-store.ts';

interface ListDeadDeliveriesPorts {
  readonly events: EventStore;
  readonly webhooks: WebhookStore;
}

/** What was given up, newest first. @throws AppError WEBHOOK_NOT_FOUND, INVALID_CURSOR */
export function listDeadDeliveries({ events, webhooks }: ListDeadDeliveriesPorts) {
  return async (webhookId: string, page: PageRequest): Promise<Page<Delivery>> => {
    if ((await webhooks.findWebhook(webhookId)) === undefined) {
      throw new AppError('WEBHOOK_NOT_FOUND');
    }
    return events.listDeadDeliveries(webhookId, page);
  };
}
