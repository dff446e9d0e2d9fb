import { AppError } from '../../domain/errors.ts';
import type { Webhook } from '../../domain/webhook.ts';
import type { WebhookStore } from '../../ports/webhook-store.ts';

/** @throws AppError WEBHOOK_NOT_FOUND */
export function getWebhook({ webhooks }: { readonly webhooks: WebhookStore }) {
  return async (webhookId: string): Promise<Webhook> => {
    const webhook = await webhooks.findWebhook(webhookId);
    if (webhook === undefined) throw new AppError('WEBHOOK_NOT_FOUND');
    return webhook;
  };
}
