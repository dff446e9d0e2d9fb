import type { Webhook } from '../domain/webhook.ts';

export type WebhookChanges = Partial<Pick<Webhook, 'url' | 'events' | 'isEnabled'>>;

export interface WebhookStore {
  /** `full` when there are MAX_WEBHOOKS. */
  createWebhook(webhook: Webhook): Promise<'created' | 'full'>;
  findWebhook(webhookId: string): Promise<Webhook | undefined>;
  /** All of them: at most MAX_WEBHOOKS. */
  listWebhooks(): Promise<readonly Webhook[]>;
  updateWebhook(
    webhookId: string,
    changes: WebhookChanges,
    expectedVersions: readonly number[] | undefined,
  ): Promise<
    | { readonly kind: 'updated'; readonly webhook: Webhook }
    | { readonly kind: 'not-found' | 'version-mismatch' }
  >;
  /** What is under way to it, dead or not, goes too, at once or soon. */
  deleteWebhook(webhookId: string): Promise<'deleted' | 'not-found'>;
}
