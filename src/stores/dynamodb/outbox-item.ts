import { type DomainEvent, userEvent } from '../../domain/event.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import type { Action } from './transaction.ts';

const STEP_DIGITS = 9;

/** Part of each transaction whose change is told to the outside; none where nothing is to be told. */
export function outboxActions(
  connection: DynamodbConnection,
  event: DomainEvent | undefined,
): readonly Action[] {
  if (event === undefined) return [];
  const { eventId, type, entity, at, data } = event;
  const Item = {
    entity,
    sequence: sequenceOf(connection, event),
    event_id: eventId,
    type,
    at,
    data,
  };
  return [{ Put: { TableName: connection.names.outbox, Item } }];
}

/** As `outboxActions`, of an account; without an instant it is now. */
export function userOutboxActions(
  connection: DynamodbConnection,
  type: Parameters<typeof userEvent>[0],
  { userId, at }: { readonly userId: string; readonly at?: string },
): readonly Action[] {
  const mark = connection.newId();
  const now = new Date(connection.now()).toISOString();
  return outboxActions(connection, userEvent(type, { userId, mark, at: at ?? now }));
}

/** An order counts its steps itself; of other entities the clock tells which came first. */
function sequenceOf(connection: DynamodbConnection, { type, eventId }: DomainEvent): string {
  if (type.startsWith('order.')) {
    return eventId.slice(eventId.lastIndexOf('.') + 1).padStart(STEP_DIGITS, '0');
  }
  return `${connection.microsecond()}#${eventId}`;
}
