import type { DomainEvent } from '../../domain/event.ts';
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

/** An order counts its steps itself; for a product the clock tells which came first. */
function sequenceOf(connection: DynamodbConnection, { type, eventId }: DomainEvent): string {
  if (type !== 'stock.changed') {
    return eventId.slice(eventId.lastIndexOf('.') + 1).padStart(STEP_DIGITS, '0');
  }
  return `${connection.microsecond()}#${eventId}`;
}
