import { type DomainEvent, userEvent } from '../../domain/event.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

/** Inside the transaction of the change that it tells. */
export function writeEvent(connection: SqliteConnection, event: DomainEvent): void {
  connection
    .statement('INSERT INTO outbox (event_id, type, entity, at, data) VALUES (?, ?, ?, ?, ?)')
    .run(event.eventId, event.type, event.entity, event.at, JSON.stringify(event.data));
}

/** As `writeEvent`, of an account; without an instant it is now. */
export function writeUserEvent(
  connection: SqliteConnection,
  type: Parameters<typeof userEvent>[0],
  { userId, at }: { readonly userId: string; readonly at?: string },
): void {
  const row = connection
    .statement(
      `SELECT lower(hex(randomblob(8))) AS mark, strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AS now`,
    )
    .get();
  const mark = String(row?.['mark']);
  writeEvent(connection, userEvent(type, { userId, mark, at: at ?? String(row?.['now']) }));
}
