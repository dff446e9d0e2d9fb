import { decodeCursor, encodeCursor } from '../../domain/cursor.ts';
import type { DomainEvent, EventType } from '../../domain/event.ts';
import type { Delivery } from '../../domain/webhook.ts';
import type { EventStore } from '../../ports/event-store.ts';
import { pageOf } from './page-of.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

/** Sorts after every id. */
const END = '\u{10FFFF}';

export function sqliteEvents(connection: SqliteConnection): EventStore {
  const listOutbox = connection.statement('SELECT * FROM outbox ORDER BY sequence LIMIT ?');
  const takeOut = connection.statement('DELETE FROM outbox WHERE sequence = ?');
  const insert = connection.statement(`
    INSERT INTO deliveries
    SELECT :webhookId, :deliveryId, :eventId, :type, :entity, :at, :data, 0, :nextAttemptAt, NULL, NULL
    WHERE EXISTS (SELECT 1 FROM webhooks WHERE webhook_id = :webhookId)`);
  const listLive = connection.statement(`
    SELECT * FROM deliveries WHERE webhook_id = ? AND dead_at IS NULL AND delivery_id > ?
    ORDER BY delivery_id LIMIT ?`);
  const listDead = connection.statement(`
    SELECT * FROM deliveries
    WHERE webhook_id = ? AND dead_at IS NOT NULL AND delivery_id < ?
    ORDER BY delivery_id DESC LIMIT ?`);
  const finish = connection.statement(
    'DELETE FROM deliveries WHERE webhook_id = ? AND delivery_id = ?',
  );
  const postpone = connection.statement(`
    UPDATE deliveries SET attempts = ?, next_attempt_at = ?, last_error = ?, dead_at = ?
    WHERE webhook_id = ? AND delivery_id = ?`);
  const replay = connection.statement(`
    UPDATE deliveries SET attempts = 0, next_attempt_at = ?, dead_at = NULL
    WHERE webhook_id = ? AND delivery_id = ? AND dead_at IS NOT NULL`);
  const takeLease = connection.statement(`
    INSERT INTO leases VALUES (:name, :holder, :until)
    ON CONFLICT DO UPDATE SET holder = excluded.holder, until = excluded.until
    WHERE holder = excluded.holder OR until <= :now`);
  const put = ({ webhookId, deliveryId, nextAttemptAt, event }: Delivery): void => {
    const { data, ...others } = event;
    insert.run({ webhookId, deliveryId, nextAttemptAt, ...others, data: JSON.stringify(data) });
  };

  return {
    listOutbox: (limit) =>
      connection.run(() =>
        listOutbox.all(limit).map((row) => ({
          sequence: String(row['sequence']),
          event: toEvent(row),
        })),
      ),
    // All of them in one transaction: each commit waits for the disk.
    fanOut: (batch, mayGoOn) =>
      connection.write(() => {
        if (!mayGoOn()) return 0;
        for (const { record, deliveries } of batch) {
          if (takeOut.run(Number(record.sequence)).changes > 0) deliveries.forEach(put);
        }
        return batch.length;
      }),
    listDeliveries: (webhookId, { limit, cursor }) =>
      connection.run(() => {
        const list = `live-deliveries ${webhookId}`;
        const [after = ''] = cursor === undefined ? [] : decodeCursor(cursor, list, 1);
        const deliveries = listLive.all(webhookId, after, limit + 1).map(toDelivery);
        return pageOf(deliveries, limit, ({ deliveryId }) => encodeCursor(list, [deliveryId]));
      }),
    finishDelivery: ({ webhookId, deliveryId }) =>
      connection.write(() => {
        finish.run(webhookId, deliveryId);
      }),
    postponeDelivery: ({ webhookId, deliveryId, attempts, nextAttemptAt, lastError, deadAt }) =>
      connection.write(() => {
        postpone.run(
          attempts,
          nextAttemptAt,
          lastError ?? null,
          deadAt ?? null,
          webhookId,
          deliveryId,
        );
      }),
    listDeadDeliveries: (webhookId, { limit, cursor }) =>
      connection.run(() => {
        const list = `dead-deliveries ${webhookId}`;
        const [before = END] = cursor === undefined ? [] : decodeCursor(cursor, list, 1);
        const deliveries = listDead.all(webhookId, before, limit + 1).map(toDelivery);
        return pageOf(deliveries, limit, ({ deliveryId }) => encodeCursor(list, [deliveryId]));
      }),
    replayDelivery: ({ webhookId, deliveryId }, now) =>
      connection.write(() =>
        replay.run(now, webhookId, deliveryId).changes === 1 ? 'replayed' : 'not-found',
      ),
    takeLease: (name, holder, until, now) =>
      connection.write(() => takeLease.run({ name, holder, until, now }).changes === 1),
  };
}

function toEvent(row: Record<string, unknown>): DomainEvent {
  return {
    eventId: String(row['event_id']),
    type: row['type'] as EventType,
    entity: String(row['entity']),
    at: String(row['at']),
    data: JSON.parse(String(row['data'])) as Record<string, unknown>,
  };
}

function toDelivery(row: Record<string, unknown>): Delivery {
  return {
    webhookId: String(row['webhook_id']),
    deliveryId: String(row['delivery_id']),
    event: toEvent(row),
    attempts: Number(row['attempts']),
    nextAttemptAt: String(row['next_attempt_at']),
    ...(row['last_error'] !== null && { lastError: String(row['last_error']) }),
    ...(row['dead_at'] !== null && { deadAt: String(row['dead_at']) }),
  };
}
