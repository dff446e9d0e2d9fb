import type { Webhook } from '../../domain/webhook.ts';
import type { WebhookStore } from '../../ports/webhook-store.ts';

/** All of them. */
export function listWebhooks({ webhooks }: { readonly webhooks: WebhookStore }) {
  return (): Promise<readonly Webhook[]> => webhooks.listWebhooks();
}
