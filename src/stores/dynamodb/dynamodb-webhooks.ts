import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { EventType } from '../../domain/event.ts';
import { MAX_WEBHOOKS, type Webhook } from '../../domain/webhook.ts';
import type { WebhookStore } from '../../ports/webhook-store.ts';
import { dropDeliveries } from './delivery-queues.ts';
import { type DynamodbConnection, storeUnavailable } from './dynamodb-connection.ts';
import { failedActions, isConditionalFailure } from './dynamodb-errors.ts';
import { type Item, scanItems } from './read-pages.ts';
import { writeTogether } from './transaction.ts';

/** How often a change without an expected version starts over. */
const MAX_ATTEMPTS = 8;

export function dynamodbWebhooks(connection: DynamodbConnection): WebhookStore {
  const TableName = connection.names.webhooks;
  const list = async () => {
    const items = await scanItems(
      connection,
      { TableName, ConsistentRead: true },
      Number.POSITIVE_INFINITY,
    );
    return items.map(toWebhook).sort(oldestFirst);
  };
  const find = async (webhookId: string) => {
    const { Item } = await connection.send<{ readonly Item?: Item }>(
      new GetCommand({ TableName, Key: { webhook_id: webhookId }, ConsistentRead: true }),
    );
    return Item && toWebhook(Item);
  };
  return {
    async createWebhook(webhook) {
      // Two at once may end with one more than there may be.
      if ((await list()).length >= MAX_WEBHOOKS) return 'full';
      await connection.send(new PutCommand({ TableName, Item: webhookItem(webhook) }));
      return 'created';
    },
    findWebhook: find,
    listWebhooks: list,
    async updateWebhook(webhookId, changes, expectedVersions) {
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
        const before = await find(webhookId);
        if (before === undefined) return { kind: 'not-found' };
        if (expectedVersions && !expectedVersions.includes(before.version)) {
          return { kind: 'version-mismatch' };
        }
        const webhook = { ...before, ...changes, version: before.version + 1 };
        if (await replace(connection, webhook)) return { kind: 'updated', webhook };
      }
      throw storeUnavailable(new Error(`The webhook ${webhookId} keeps changing`));
    },
    async deleteWebhook(webhookId) {
      const isDeleted = await remove(connection, webhookId);
      // Also where it is gone: an earlier call may have come no further.
      await dropDeliveries(connection, webhookId);
      return isDeleted ? 'deleted' : 'not-found';
    },
  };
}

/** Only over the version before; true as well where a lost answer had done it. */
async function replace(connection: DynamodbConnection, webhook: Webhook): Promise<boolean> {
  const writeId = connection.newId();
  try {
    await connection.send(
      new PutCommand({
        TableName: connection.names.webhooks,
        Item: { ...webhookItem(webhook), last_write: writeId },
        ConditionExpression: 'version = :before OR last_write = :writeId',
        ExpressionAttributeValues: { ':before': webhook.version - 1, ':writeId': writeId },
      }),
    );
    return true;
  } catch (error) {
    if (!isConditionalFailure(error)) throw error;
    return false;
  }
}

/** A transaction of one write, since its token tells a repeat from somebody else's deletion. */
async function remove(connection: DynamodbConnection, webhookId: string): Promise<boolean> {
  const Delete = {
    TableName: connection.names.webhooks,
    Key: { webhook_id: webhookId },
    ConditionExpression: 'attribute_exists(webhook_id)',
  };
  try {
    await writeTogether(connection, [{ Delete }]);
    return true;
  } catch (error) {
    failedActions(error);
    return false;
  }
}

function webhookItem(webhook: Webhook): Record<string, unknown> {
  return {
    webhook_id: webhook.webhookId,
    url: webhook.url,
    events: webhook.events,
    enabled: webhook.isEnabled,
    secret: webhook.secret,
    created_at: webhook.createdAt,
    version: webhook.version,
  };
}

function toWebhook(item: Item): Webhook {
  return {
    webhookId: String(item['webhook_id']),
    url: String(item['url']),
    events: item['events'] as EventType[],
    isEnabled: item['enabled'] === true,
    secret: String(item['secret']),
    createdAt: String(item['created_at']),
    version: Number(item['version']),
  };
}

function oldestFirst(left: Webhook, right: Webhook): number {
  const [a, b] = [left, right].map(({ createdAt, webhookId }) => `${createdAt} ${webhookId}`);
  return (a ?? '') < (b ?? '') ? -1 : 1;
}
