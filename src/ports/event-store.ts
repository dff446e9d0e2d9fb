import type { DomainEvent } from '../domain/event.ts';
import type { Page, PageRequest } from '../domain/page.ts';
import type { Delivery } from '../domain/webhook.ts';

/** An event that nobody has looked at yet; `sequence` is its place in the outbox. */
export interface OutboxRecord {
  readonly sequence: string;
  readonly event: DomainEvent;
}

/** A record, and what it becomes: nothing where no webhook wants its event. */
export interface FanOut {
  readonly record: OutboxRecord;
  readonly deliveries: readonly Delivery[];
}

/** The way of an event: outbox, one delivery for each webhook that wants it, done or dead. */
export interface EventStore {
  /** The oldest first; those of one entity in the order they happened. */
  listOutbox(limit: number): Promise<readonly OutboxRecord[]>;
  /**
   * Takes records out of the outbox and puts their deliveries in, each record in one atomic step and
   * those of one entity in the order given. Harmless to repeat: a record that is gone puts nothing.
   * Begins no record once `mayGoOn` says no; gives how many it has done.
   */
  fanOut(batch: readonly FanOut[], mayGoOn: () => boolean): Promise<number>;
  /** What is under way to a webhook, in order; dead ones are not. */
  listDeliveries(webhookId: string, page: PageRequest): Promise<Page<Delivery>>;
  /** Removes a delivery that arrived. Harmless to repeat. */
  finishDelivery(delivery: Pick<Delivery, 'webhookId' | 'deliveryId'>): Promise<void>;
  /** Keeps what a failed attempt made of a delivery: later again, or dead. */
  postponeDelivery(delivery: Delivery): Promise<void>;
  /** The newest events first. */
  listDeadDeliveries(webhookId: string, page: PageRequest): Promise<Page<Delivery>>;
  /** Puts a dead delivery back in its place, to be tried at `now` again. */
  replayDelivery(
    delivery: Pick<Delivery, 'webhookId' | 'deliveryId'>,
    now: string,
  ): Promise<'replayed' | 'not-found'>;
  /**
   * Takes a lease, or keeps the one it holds, until `until`; false while another holder has it at
   * `now` (both ISO 8601 in UTC).
   */
  takeLease(name: string, holder: string, until: string, now: string): Promise<boolean>;
}
