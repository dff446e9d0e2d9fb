import { AppError } from '../../domain/errors.ts';
import type { WebhookStore } from '../../ports/webhook-store.ts';

/** With all that is under way to it. @throws AppError WEBHOOK_NOT_FOUND */
export function deleteWebhook({ webhooks }: { readonly webhooks: WebhookStore }) {
  return async (webhookId: string): Promise<void> => {
    if ((await webhooks.deleteWebhook(webhookId)) === 'deleted') return;
    throw new AppError('WEBHOOK_NOT_FOUND');
  };
}
