import type { EventType } from '../../domain/event.ts';
import { MAX_WEBHOOKS, type Webhook } from '../../domain/webhook.ts';
import type { WebhookStore } from '../../ports/webhook-store.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

type UpdateOutcome = Awaited<ReturnType<WebhookStore['updateWebhook']>>;

export function sqliteWebhooks(connection: SqliteConnection): WebhookStore {
  const count = connection.statement('SELECT count(*) AS count FROM webhooks');
  const insert = connection.statement('INSERT INTO webhooks VALUES (?, ?, ?, ?, ?, ?, ?)');
  const find = connection.statement('SELECT * FROM webhooks WHERE webhook_id = ?');
  const list = connection.statement('SELECT * FROM webhooks ORDER BY created_at, webhook_id');
  const update = connection.statement(`
    UPDATE webhooks SET url = ?, events = ?, is_enabled = ?, version = ? WHERE webhook_id = ?`);
  const remove = connection.statement('DELETE FROM webhooks WHERE webhook_id = ?');

  return {
    createWebhook: (webhook) =>
      connection.write(() => {
        if (Number(count.get()?.['count']) >= MAX_WEBHOOKS) return 'full';
        const { webhookId, url, events, isEnabled, secret, createdAt, version } = webhook;
        const enabled = isEnabled ? 1 : 0;
        insert.run(webhookId, url, JSON.stringify(events), enabled, secret, createdAt, version);
        return 'created';
      }),
    findWebhook: (webhookId) =>
      connection.run(() => {
        const row = find.get(webhookId);
        return row && toWebhook(row);
      }),
    listWebhooks: () => connection.run(() => list.all().map(toWebhook)),
    updateWebhook: (webhookId, changes, expectedVersions) =>
      connection.write<UpdateOutcome>(() => {
        const row = find.get(webhookId);
        if (row === undefined) return { kind: 'not-found' };
        const before = toWebhook(row);
        if (expectedVersions && !expectedVersions.includes(before.version)) {
          return { kind: 'version-mismatch' };
        }
        const webhook = { ...before, ...changes, version: before.version + 1 };
        const { url, events, isEnabled, version } = webhook;
        update.run(url, JSON.stringify(events), isEnabled ? 1 : 0, version, webhookId);
        return { kind: 'updated', webhook };
      }),
    deleteWebhook: (webhookId) =>
      connection.write(() => (remove.run(webhookId).changes === 1 ? 'deleted' : 'not-found')),
  };
}

function toWebhook(row: Record<string, unknown>): Webhook {
  return {
    webhookId: String(row['webhook_id']),
    url: String(row['url']),
    events: JSON.parse(String(row['events'])) as EventType[],
    isEnabled: row['is_enabled'] === 1,
    secret: String(row['secret']),
    createdAt: String(row['created_at']),
    version: Number(row['version']),
  };
}
