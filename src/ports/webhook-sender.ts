import type { DomainEvent } from '../domain/event.ts';
import type { Webhook } from '../domain/webhook.ts';

export type SendOutcome =
  | { readonly kind: 'delivered' }
  | {
      readonly kind: 'failed';
      /** For the one who looks after the webhook; never what the other side sent. */
      readonly reason: string;
      /** Whether nothing answered at all, so that trying the next is no use now. */
      readonly isUnreachable: boolean;
    };

export interface WebhookSender {
  /** One signed attempt; a fault of the network or the receiver is an outcome and not thrown. */
  send(webhook: Pick<Webhook, 'url' | 'secret'>, event: DomainEvent): Promise<SendOutcome>;
  /** Why a URL can never be sent to; undefined when it may be. */
  problemOf(url: string): string | undefined;
  newSecret(): string;
}
