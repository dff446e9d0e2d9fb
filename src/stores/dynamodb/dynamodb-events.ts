import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { decodeCursor, encodeCursor } from '../../domain/cursor.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import type { Delivery } from '../../domain/webhook.ts';
import type { EventStore, FanOut, OutboxRecord } from '../../ports/event-store.ts';
import {
  deliveryItem,
  deliveryKey,
  type QueueKind,
  queueOf,
  toDelivery,
  toEvent,
} from './delivery-queues.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { failedActions, isConditionalFailure } from './dynamodb-errors.ts';
import { type Item, pageOfItems, queryItems, scanItems } from './read-pages.ts';
import { type Action, writeTogether } from './transaction.ts';

const FAN_OUT_WIDTH = 8;

export function dynamodbEvents(connection: DynamodbConnection): EventStore {
  const { outbox, deliveries: TableName, claims } = connection.names;
  return {
    async listOutbox(limit) {
      // What was told is taken out, so the table is as small as what is still to tell. A scan gives
      // the records of one entity in the order of their sequence.
      const input = { TableName: outbox, ConsistentRead: true };
      return (await scanItems(connection, input, limit)).slice(0, limit).map(toRecord);
    },
    fanOut: (batch, mayGoOn) => fanOutAll(connection, batch, mayGoOn),
    listDeliveries: (webhookId, page) => listQueue(connection, 'live', webhookId, page),
    async finishDelivery(delivery) {
      await connection.send(new DeleteCommand({ TableName, Key: deliveryKey('live', delivery) }));
    },
    async postponeDelivery(delivery) {
      const Item = deliveryItem(delivery);
      // One that was finished meanwhile, or whose webhook is gone, must not come back.
      const ConditionExpression = 'attribute_exists(delivery_id)';
      const Key = deliveryKey('live', delivery);
      await movesTogether(
        connection,
        delivery.deadAt === undefined
          ? [{ Put: { TableName, Item, ConditionExpression } }]
          : [{ Delete: { TableName, Key, ConditionExpression } }, { Put: { TableName, Item } }],
      );
    },
    listDeadDeliveries: (webhookId, page) => listQueue(connection, 'dead', webhookId, page),
    async replayDelivery(delivery, now) {
      const Key = deliveryKey('dead', delivery);
      const { Item } = await connection.send<{ readonly Item?: Item }>(
        new GetCommand({ TableName, Key, ConsistentRead: true }),
      );
      if (Item === undefined) return 'not-found';
      const { deadAt: _, ...dead } = toDelivery(Item);
      const live = { ...dead, attempts: 0, nextAttemptAt: now };
      return (await movesTogether(connection, [
        { Delete: { TableName, Key, ConditionExpression: 'attribute_exists(delivery_id)' } },
        { Put: { TableName, Item: deliveryItem(live) } },
      ]))
        ? 'replayed'
        : 'not-found';
    },
    async takeLease(name, holder, until, now) {
      try {
        await connection.send(
          new PutCommand({
            TableName: claims,
            Item: { claim: `lease#${name}`, holder, lease_until: until },
            ConditionExpression:
              'attribute_not_exists(claim) OR holder = :holder OR lease_until <= :now',
            ExpressionAttributeValues: { ':holder': holder, ':now': now },
          }),
        );
        return true;
      } catch (error) {
        if (!isConditionalFailure(error)) throw error;
        return false;
      }
    },
  };
}

/** So many entities at once, each in its order; nothing is left running when one fails. */
async function fanOutAll(
  connection: DynamodbConnection,
  batch: readonly FanOut[],
  mayGoOn: () => boolean,
): Promise<number> {
  let done = 0;
  const entities = [...Map.groupBy(batch, ({ record }) => record.event.entity).values()];
  for (let start = 0; start < entities.length; start += FAN_OUT_WIDTH) {
    const running = entities.slice(start, start + FAN_OUT_WIDTH).map(async (ofEntity) => {
      for (const one of ofEntity) {
        if (!mayGoOn()) return;
        await fanOut(connection, one);
        done += 1;
      }
    });
    await Promise.allSettled(running);
    await Promise.all(running);
  }
  return done;
}

async function fanOut(connection: DynamodbConnection, { record, deliveries }: FanOut) {
  const { outbox, deliveries: TableName } = connection.names;
  const Key = { entity: record.event.entity, sequence: record.sequence };
  await movesTogether(connection, [
    { Delete: { TableName: outbox, Key, ConditionExpression: 'attribute_exists(entity)' } },
    ...deliveries.map((delivery) => ({ Put: { TableName, Item: deliveryItem(delivery) } })),
  ]);
}

/** False when the first, which takes something away, found nothing there. */
async function movesTogether(
  connection: DynamodbConnection,
  actions: readonly Action[],
): Promise<boolean> {
  try {
    await writeTogether(connection, actions);
    return true;
  } catch (error) {
    failedActions(error);
    return false;
  }
}

/** What is under way in its order; what is dead from its end. */
async function listQueue(
  connection: DynamodbConnection,
  kind: QueueKind,
  webhookId: string,
  { limit, cursor }: PageRequest,
): Promise<Page<Delivery>> {
  const list = `${kind}-deliveries ${webhookId}`;
  const [after] = cursor === undefined ? [] : decodeCursor(cursor, list, 1);
  const items = await queryItems(
    connection,
    {
      TableName: connection.names.deliveries,
      KeyConditionExpression: '#queue = :queue',
      ExpressionAttributeNames: { '#queue': 'queue' },
      ExpressionAttributeValues: { ':queue': queueOf(kind, webhookId) },
      ScanIndexForward: kind === 'live',
      ExclusiveStartKey:
        after === undefined ? undefined : { queue: queueOf(kind, webhookId), delivery_id: after },
      ConsistentRead: true,
    },
    limit + 1,
  );
  return pageOfItems(items, limit, toDelivery, (last) =>
    encodeCursor(list, [String(last['delivery_id'])]),
  );
}

function toRecord(item: Item): OutboxRecord {
  return {
    sequence: String(item['sequence']),
    event: toEvent(item),
  };
}
