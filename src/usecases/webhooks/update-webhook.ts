import { AppError } from '../../domain/errors.ts';
import type { Webhook } from '../../domain/webhook.ts';
import type { WebhookSender } from '../../ports/webhook-sender.ts';
import type { WebhookChanges, WebhookStore } from '../../ports/webhook-store.ts';

interface UpdateWebhookPorts {
  readonly webhooks: WebhookStore;
  readonly webhookSender: WebhookSender;
}

/** @throws AppError INVALID_INPUT (url), WEBHOOK_NOT_FOUND, VERSION_MISMATCH */
export function updateWebhook({ webhooks, webhookSender }: UpdateWebhookPorts) {
  return async (
    webhookId: string,
    changes: WebhookChanges,
    expectedVersions: readonly number[] | undefined,
  ): Promise<Webhook> => {
    const detail = changes.url === undefined ? undefined : webhookSender.problemOf(changes.url);
    if (detail !== undefined) {
      throw new AppError('INVALID_INPUT', { problems: [{ pointer: '#/url', detail }] });
    }
    const outcome = await webhooks.updateWebhook(webhookId, changes, expectedVersions);
    if (outcome.kind === 'updated') return outcome.webhook;
    const isGone = outcome.kind === 'not-found';
    throw new AppError(isGone ? 'WEBHOOK_NOT_FOUND' : 'VERSION_MISMATCH');
  };
}
