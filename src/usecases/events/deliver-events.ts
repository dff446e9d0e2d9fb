import { afterFailure, type Delivery, type Webhook, wantsEvent } from '../../domain/webhook.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EventStore, OutboxRecord } from '../../ports/event-store.ts';
import type { NewId } from '../../ports/new-id.ts';
import type { WebhookSender } from '../../ports/webhook-sender.ts';
import type { WebhookStore } from '../../ports/webhook-store.ts';

interface DeliverEventsPorts {
  readonly events: EventStore;
  readonly webhooks: WebhookStore;
  readonly webhookSender: WebhookSender;
  readonly newId: NewId;
  readonly clock: Clock;
}

const LEASE = 'deliver-events';
/** Longer than a round, whose last attempt begins before its end. */
const LEASE_MS = 60_000;
const ROUND_MS = 20_000;
const BATCH = 100;
/** How many entities are served at once for one webhook. */
const WIDTH = 8;
/** An endpoint that is down is not asked again for every entity. */
const MAX_UNREACHABLE = WIDTH;

/**
 * One round of the way of events: from the outbox to a delivery for each webhook that wants it, and
 * from there out, at least once and for each entity in order. One process does it at a time; gives
 * how many moved on.
 */
export function deliverEvents(ports: DeliverEventsPorts) {
  const { events, webhooks, newId, clock } = ports;
  const holder = newId();
  const nextDeliveryId = deliveryIds(clock);
  return async (): Promise<number> => {
    const start = clock().getTime();
    const until = new Date(start + LEASE_MS).toISOString();
    const now = new Date(start).toISOString();
    if (!(await events.takeLease(LEASE, holder, until, now))) return 0;
    const all = await webhooks.listWebhooks();
    const records = await events.listOutbox(BATCH);
    const queues = [...Map.groupBy(records, ({ event }) => event.entity).values()];
    await inParallel(queues, async (ofEntity) => {
      for (const record of ofEntity) {
        await events.fanOut(record, deliveriesOf(record, all, nextDeliveryId, now));
      }
    });
    const moved = await Promise.all(
      all
        .filter(({ isEnabled }) => isEnabled)
        .map((webhook) => deliverTo(ports, webhook, start + ROUND_MS)),
    );
    return moved.reduce((sum, count) => sum + count, records.length);
  };
}

function deliveriesOf(
  { event }: OutboxRecord,
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

/** How far the deliveries to one webhook have come in a round. */
interface Round {
  readonly webhook: Webhook;
  readonly deadline: number;
  /** Entities that have something earlier still to come. */
  readonly blocked: Set<string>;
  delivered: number;
  unreachable: number;
}

/** Everything that is due to one webhook, until the round is over. */
async function deliverTo(
  ports: DeliverEventsPorts,
  webhook: Webhook,
  deadline: number,
): Promise<number> {
  const round: Round = { webhook, deadline, blocked: new Set(), delivered: 0, unreachable: 0 };
  let cursor: string | undefined;
  do {
    const page = await ports.events.listDeliveries(webhook.webhookId, { limit: BATCH, cursor });
    const queues = [...Map.groupBy(page.items, ({ event }) => event.entity)];
    await inParallel(queues, ([entity, deliveries]) =>
      deliverInOrder(ports, round, entity, deliveries),
    );
    cursor = page.nextCursor;
  } while (cursor !== undefined && mayGoOn(ports, round));
  return round.delivered;
}

function mayGoOn({ clock }: DeliverEventsPorts, { deadline, unreachable }: Round): boolean {
  return clock().getTime() < deadline && unreachable < MAX_UNREACHABLE;
}

async function deliverInOrder(
  ports: DeliverEventsPorts,
  round: Round,
  entity: string,
  deliveries: readonly Delivery[],
): Promise<void> {
  for (const delivery of deliveries) {
    if (round.blocked.has(entity) || !mayGoOn(ports, round)) return;
    const outcome = await attempt(ports, round.webhook, delivery);
    if (outcome === 'delivered') round.delivered += 1;
    if (outcome === 'unreachable') round.unreachable += 1;
    // What comes after must not overtake what is still to come.
    if (outcome !== 'delivered' && outcome !== 'dead') round.blocked.add(entity);
  }
}

async function attempt(
  { events, webhookSender, clock }: DeliverEventsPorts,
  webhook: Webhook,
  delivery: Delivery,
): Promise<'delivered' | 'not-due' | 'unreachable' | 'refused' | 'dead'> {
  if (delivery.nextAttemptAt > clock().toISOString()) return 'not-due';
  const outcome = await webhookSender.send(webhook, delivery.event);
  if (outcome.kind === 'delivered') {
    await events.finishDelivery(delivery);
    return 'delivered';
  }
  const failed = afterFailure(delivery, outcome.reason, clock());
  await events.postponeDelivery(failed);
  if (failed.deadAt !== undefined) return 'dead';
  return outcome.isUnreachable ? 'unreachable' : 'refused';
}

/** At most WIDTH at once, which share one iterator so that each has one worker. */
async function inParallel<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const rest = items.values();
  await Promise.all(
    Array.from({ length: WIDTH }, async () => {
      for (const item of rest) await work(item);
    }),
  );
}

/** Ids that sort in the order they were given, also after another process took over. */
function deliveryIds(clock: Clock): () => string {
  let last = 0;
  let count = 0;
  return () => {
    const now = Math.max(last, clock().getTime());
    count = now === last ? count + 1 : 0;
    last = now;
    return `${String(now).padStart(14, '0')}-${String(count).padStart(6, '0')}`;
  };
}
