import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import type { DomainEvent, EventType } from '../../domain/event.ts';
import type { Delivery } from '../../domain/webhook.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { type Item, queryItems } from './read-pages.ts';

/** A webhook has two queues: what is under way, and what was given up. */
export type QueueKind = 'live' | 'dead';

const DROP_WIDTH = 25;

export function queueOf(kind: QueueKind, webhookId: string): string {
  return `${kind}#${webhookId}`;
}

export function deliveryKey(
  kind: QueueKind,
  { webhookId, deliveryId }: Pick<Delivery, 'webhookId' | 'deliveryId'>,
) {
  return { queue: queueOf(kind, webhookId), delivery_id: deliveryId };
}

export function deliveryItem(delivery: Delivery): Record<string, unknown> {
  const { event } = delivery;
  return {
    ...deliveryKey(delivery.deadAt === undefined ? 'live' : 'dead', delivery),
    webhook_id: delivery.webhookId,
    event_id: event.eventId,
    type: event.type,
    entity: event.entity,
    at: event.at,
    data: event.data,
    attempts: delivery.attempts,
    next_attempt_at: delivery.nextAttemptAt,
    last_error: delivery.lastError,
    dead_at: delivery.deadAt,
  };
}

export function toDelivery(item: Item): Delivery {
  const text = (name: string) => (item[name] === undefined ? undefined : String(item[name]));
  return {
    webhookId: String(item['webhook_id']),
    deliveryId: String(item['delivery_id']),
    event: toEvent(item),
    attempts: Number(item['attempts']),
    nextAttemptAt: String(item['next_attempt_at']),
    ...(item['last_error'] !== undefined && { lastError: text('last_error') }),
    ...(item['dead_at'] !== undefined && { deadAt: text('dead_at') }),
  };
}

/** The event that an item of the outbox, or of a delivery, holds. */
export function toEvent(item: Item): DomainEvent {
  return {
    eventId: String(item['event_id']),
    type: item['type'] as EventType,
    entity: String(item['entity']),
    at: String(item['at']),
    data: item['data'] as Readonly<Record<string, unknown>>,
  };
}

/** Both queues of a webhook that is gone. Harmless to repeat. */
export async function dropDeliveries(
  connection: DynamodbConnection,
  webhookId: string,
): Promise<void> {
  const TableName = connection.names.deliveries;
  for (const kind of ['live', 'dead'] as const) {
    let items: readonly Item[];
    do {
      items = await queryItems(
        connection,
        {
          TableName,
          KeyConditionExpression: '#queue = :queue',
          ExpressionAttributeNames: { '#queue': 'queue' },
          ExpressionAttributeValues: { ':queue': queueOf(kind, webhookId) },
          ConsistentRead: true,
        },
        DROP_WIDTH,
      );
      await Promise.all(
        items.map(({ queue, delivery_id }) =>
          connection.send(new DeleteCommand({ TableName, Key: { queue, delivery_id } })),
        ),
      );
    } while (items.length > 0);
  }
}
