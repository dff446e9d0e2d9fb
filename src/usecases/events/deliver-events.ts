import {
  afterFailure,
  type Delivery,
  deliveriesOf,
  deliveryIds,
  type Webhook,
} from '../../domain/webhook.ts';
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
/** The rest of a round is for what was fanned out before, however much there is to fan out. */
const FAN_OUT_MS = 10_000;
const BATCH = 100;
/**
 * How many entities are served at once for one webhook, each by one worker. A worker that reaches
 * nobody gives up, so that an endpoint that is down is asked no more often in a round.
 */
const WIDTH = 8;

/**
 * One round of the way of events: from the outbox to a delivery for each webhook that wants it, and
 * from there out, at least once and for each entity in order. One process does it at a time; gives
 * how many moved on. Nothing of a round is left running when it ends, nor when it fails.
 */
export function deliverEvents(ports: DeliverEventsPorts) {
  const { events, webhooks, newId, clock } = ports;
  const holder = newId();
  const nextDeliveryId = deliveryIds(() => clock().getTime());
  return async (): Promise<number> => {
    const start = clock().getTime();
    const until = new Date(start + LEASE_MS).toISOString();
    if (!(await events.takeLease(LEASE, holder, until, new Date(start).toISOString()))) return 0;
    const deadline = start + ROUND_MS;
    const all = await webhooks.listWebhooks();
    const fannedOut = await fanOut(ports, all, nextDeliveryId, start + FAN_OUT_MS);
    const enabled = all.filter(({ isEnabled }) => isEnabled);
    const delivered = await allDone(enabled.map((webhook) => deliverTo(ports, webhook, deadline)));
    return delivered.reduce((sum, count) => sum + count, fannedOut);
  };
}

/** Whoever goes on after the lease may be out of order with the next holder. */
function isInTime({ clock }: DeliverEventsPorts, deadline: number): boolean {
  return clock().getTime() < deadline;
}

async function fanOut(
  ports: DeliverEventsPorts,
  webhooks: readonly Webhook[],
  nextDeliveryId: () => string,
  deadline: number,
): Promise<number> {
  const { events, clock } = ports;
  let count = 0;
  let records: readonly OutboxRecord[];
  do {
    records = await events.listOutbox(BATCH);
    if (records.length === 0) break;
    const now = clock().toISOString();
    const batch = records.map((record) => ({
      record,
      deliveries: deliveriesOf(record.event, webhooks, nextDeliveryId, now),
    }));
    count += await events.fanOut(batch, () => isInTime(ports, deadline));
  } while (records.length === BATCH && isInTime(ports, deadline));
  return count;
}

/** How far the deliveries to one webhook have come in a round. */
interface Round {
  readonly webhook: Webhook;
  readonly deadline: number;
  /** Entities that have something earlier still to come. */
  readonly blocked: Set<string>;
  delivered: number;
  workers: number;
}

/** Everything that is due to one webhook, until the round is over. */
async function deliverTo(
  ports: DeliverEventsPorts,
  webhook: Webhook,
  deadline: number,
): Promise<number> {
  const round: Round = { webhook, deadline, blocked: new Set(), delivered: 0, workers: WIDTH };
  let cursor: string | undefined;
  do {
    const page = await ports.events.listDeliveries(webhook.webhookId, { limit: BATCH, cursor });
    const queues = [...Map.groupBy(page.items, ({ event }) => event.entity)];
    await inParallel(queues, round.workers, ([entity, deliveries]) =>
      deliverInOrder(ports, round, entity, deliveries),
    );
    cursor = page.nextCursor;
  } while (cursor !== undefined && round.workers > 0 && isInTime(ports, deadline));
  return round.delivered;
}

/** False when the worker that does it has reached nobody. */
async function deliverInOrder(
  ports: DeliverEventsPorts,
  round: Round,
  entity: string,
  deliveries: readonly Delivery[],
): Promise<boolean> {
  for (const delivery of deliveries) {
    if (!isInTime(ports, round.deadline)) round.blocked.add(entity);
    if (round.blocked.has(entity)) return true;
    const { became, isUnreachable } = await attempt(ports, round.webhook, delivery);
    if (became === 'delivered') round.delivered += 1;
    // What comes after must not overtake what is still to come.
    if (became === 'waiting' || isUnreachable) round.blocked.add(entity);
    if (isUnreachable) {
      round.workers -= 1;
      return false;
    }
  }
  return true;
}

interface Attempt {
  readonly became: 'delivered' | 'dead' | 'waiting';
  readonly isUnreachable: boolean;
}

async function attempt(
  { events, webhookSender, clock }: DeliverEventsPorts,
  webhook: Webhook,
  delivery: Delivery,
): Promise<Attempt> {
  const isDue = delivery.nextAttemptAt <= clock().toISOString();
  if (!isDue) return { became: 'waiting', isUnreachable: false };
  const outcome = await webhookSender.send(webhook, delivery.event);
  if (outcome.kind === 'delivered') {
    await events.finishDelivery(delivery);
    return { became: 'delivered', isUnreachable: false };
  }
  const failed = afterFailure(delivery, outcome.reason, clock());
  await events.postponeDelivery(failed);
  const became = failed.deadAt === undefined ? 'waiting' : 'dead';
  return { became, isUnreachable: outcome.isUnreachable };
}

/** So many workers, which share one iterator; one ends early when its work says false. */
async function inParallel<Item>(
  items: readonly Item[],
  width: number,
  work: (item: Item) => Promise<boolean>,
): Promise<void> {
  const rest = items[Symbol.iterator]();
  await allDone(
    Array.from({ length: width }, async () => {
      for (let next = rest.next(); next.done !== true; next = rest.next()) {
        if (!(await work(next.value))) return;
      }
    }),
  );
}

/** As Promise.all, but nothing is left running when one fails. */
async function allDone<Value>(running: readonly Promise<Value>[]): Promise<readonly Value[]> {
  await Promise.allSettled(running);
  return Promise.all(running);
}
