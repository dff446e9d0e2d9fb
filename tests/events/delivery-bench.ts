import { randomUUID } from 'node:crypto';
import type { DomainEvent } from '../../src/domain/event.ts';
import type { Webhook } from '../../src/domain/webhook.ts';
import type { EventStore } from '../../src/ports/event-store.ts';
import type { Store } from '../../src/ports/store.ts';
import type { WebhookSender } from '../../src/ports/webhook-sender.ts';
import { httpWebhookSender } from '../../src/services/http-webhook-sender.ts';
import { deliverEvents } from '../../src/usecases/events/deliver-events.ts';
import { sampleWebhook } from '../contracts/store/delivery-rows.ts';
import { createStocked, stockChange } from '../contracts/store/ledger.ts';
import { walk } from '../contracts/store/sample-rows.ts';
import { type Receiver, startReceiver } from './receiver.ts';

/** What the suites of this folder run against. */
export interface DeliveryTarget {
  /** An empty store, and the same one opened by somebody else. */
  readonly open: () => Promise<readonly [store: Store, another: Store]>;
  /** Generated cases of each property. */
  readonly propertyRuns: number;
}

interface Faults {
  readonly events?: (events: EventStore) => Partial<EventStore>;
  readonly sender?: (sender: WebhookSender) => Partial<WebhookSender>;
}

/** Dispatchers over a real store and a real receiver, whose time the test holds. */
export class DeliveryBench {
  readonly store: Store;
  readonly another: Store;
  readonly receiver: Receiver;
  #time = Date.UTC(2100, 0, 1, 12);
  #made = 0;

  private constructor(stores: readonly [Store, Store], receiver: Receiver) {
    [this.store, this.another] = stores;
    this.receiver = receiver;
  }

  static async open(target: DeliveryTarget): Promise<DeliveryBench> {
    return new DeliveryBench(await target.open(), await startReceiver());
  }

  readonly clock = () => new Date(this.#time);

  pass(seconds: number): void {
    this.#time += seconds * 1000;
  }

  /** The rounds of one process. */
  dispatcher({ events, sender }: Faults = {}, store = this.store): () => Promise<number> {
    const now = () => this.#time;
    const webhookSender = httpWebhookSender({ now, mayReachPrivate: true, timeoutMs: 3_000 });
    return deliverEvents({
      events: { ...store.events, ...events?.(store.events) },
      webhooks: store.webhooks,
      webhookSender: { ...webhookSender, ...sender?.(webhookSender) },
      newId: randomUUID,
      clock: this.clock,
    });
  }

  async webhook(over: Partial<Webhook> = {}): Promise<Webhook> {
    const id = `hook-${(await this.store.webhooks.listWebhooks()).length}`;
    const webhook = sampleWebhook(id, { url: this.receiver.url(`/${id}`), ...over });
    await this.store.webhooks.createWebhook(webhook);
    return webhook;
  }

  async products(...productIds: readonly string[]): Promise<void> {
    for (const id of productIds) await createStocked(this.store, id, [{ size: 'M', stock: 100 }]);
  }

  /** Leaves one event of the product. */
  async change(productId: string): Promise<void> {
    this.#made += 1;
    const change = stockChange(`m${this.#made}`, { productId, at: this.clock().toISOString() });
    await this.store.stock.adjustStock({ ...change, delta: 1 });
  }

  async outbox(): Promise<readonly DomainEvent[]> {
    return (await this.store.events.listOutbox(1000)).map(({ event }) => event);
  }

  underWay({ webhookId }: Webhook) {
    return walk((page) => this.store.events.listDeliveries(webhookId, page), 100);
  }

  dead({ webhookId }: Webhook) {
    return walk((page) => this.store.events.listDeadDeliveries(webhookId, page), 100);
  }

  /** The ids of what came to a webhook, with what came twice. */
  idsTo(webhook: Webhook): readonly string[] {
    const path = new URL(webhook.url).pathname;
    return this.receiver.received.filter((one) => one.path === path).map(({ id }) => id);
  }

  async close(): Promise<void> {
    await this.store.close();
    await this.another.close();
    await this.receiver.close();
  }
}

/** As it is sent. */
export function sentId({ eventId }: Pick<DomainEvent, 'eventId'>): string {
  return encodeURIComponent(eventId);
}
