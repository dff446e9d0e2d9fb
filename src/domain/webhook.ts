import type { DomainEvent, EventType } from './event.ts';

/** Where events are sent. */
export interface Webhook {
  readonly webhookId: string;
  readonly url: string;
  /** Which events; empty is all of them. */
  readonly events: readonly EventType[];
  readonly isEnabled: boolean;
  /** Signs what is sent: "whsec_" and base64. */
  readonly secret: string;
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
  readonly version: number;
}

/** One event on its way to one webhook. */
export interface Delivery {
  readonly webhookId: string;
  /** Sorts the deliveries of a webhook in the order they were put there. */
  readonly deliveryId: string;
  readonly event: DomainEvent;
  /** How often it was tried in vain. */
  readonly attempts: number;
  /** ISO 8601 in UTC: not to be tried before. */
  readonly nextAttemptAt: string;
  /** What the last attempt met. */
  readonly lastError?: string | undefined;
  /** ISO 8601 in UTC: since when it is given up, until somebody replays it. */
  readonly deadAt?: string | undefined;
}

export const MAX_WEBHOOKS = 20;

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** The waits after each failed attempt, as Standard Webhooks suggests; after the last it is dead. */
const WAITS_MS = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
];

/** Whether a webhook wants an event. */
function wantsEvent({ events, isEnabled }: Webhook, { type }: DomainEvent): boolean {
  return isEnabled && (events.length === 0 || events.includes(type));
}

/** A delivery after an attempt that failed at `now`. */
export function afterFailure(delivery: Delivery, reason: string, now: Date): Delivery {
  const attempts = delivery.attempts + 1;
  const wait = WAITS_MS[delivery.attempts];
  const at = now.toISOString();
  return wait === undefined
    ? { ...delivery, attempts, lastError: reason, deadAt: at }
    : {
        ...delivery,
        attempts,
        lastError: reason,
        nextAttemptAt: new Date(now.getTime() + wait).toISOString(),
      };
}

/** One for each webhook that wants an event. */
export function deliveriesOf(
  event: DomainEvent,
  webhooks: readonly Webhook[],
  nextDeliveryId: () => string,
  now: string,
): readonly Delivery[] {
  return webhooks
    .filter((webhook) => wantsEvent(webhook, event))
    .map(({ webhookId }) => ({
      webhookId,
      deliveryId: nextDeliveryId(),
      event,
      attempts: 0,
      nextAttemptAt: now,
    }));
}

/** Gives ids that sort in the order they were given, also after another process took over. */
export function deliveryIds(now: () => number): () => string {
  let last = 0;
  let count = 0;
  return () => {
    const time = Math.max(last, now());
    count = time === last ? count + 1 : 0;
    last = time;
    return `${String(time).padStart(14, '0')}-${String(count).padStart(6, '0')}`;
  };
}
