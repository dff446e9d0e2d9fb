import { randomUUID } from 'node:crypto';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { type DomainEvent, orderPlacedEvent, userEvent } from '../src/domain/event.ts';
import type { Order } from '../src/domain/order.ts';
import type { TableNames } from '../src/stores/dynamodb/table-names.ts';

/** The transaction of src/stores/dynamodb/dynamodb-users.ts, copied; a change there belongs here too. */
export function bareUser(
  { users, claims, outbox }: TableNames,
  userId: string,
  body: Record<string, string>,
): TransactWriteCommand {
  const now = new Date().toISOString();
  const { email = '' } = body;
  const Item = {
    user_id: userId,
    email,
    first_name: body['firstname'],
    last_name: body['lastname'],
    dob: body['dob'],
    address: body['address'],
    gender: body['gender'],
    phone_number: body['phone_number'],
    email_initial: email[0],
    created_at: now,
    updated_at: now,
    version: 1,
  };
  const told = userEvent('user.created', { userId, mark: randomUUID(), at: now });
  return new TransactWriteCommand({
    ClientRequestToken: randomUUID(),
    TransactItems: [
      { Put: { TableName: users, Item, ConditionExpression: 'attribute_not_exists(user_id)' } },
      {
        Put: {
          TableName: claims,
          Item: { claim: `email#${email}`, user_id: userId },
          ConditionExpression: 'attribute_not_exists(claim)',
        },
      },
      {
        ConditionCheck: {
          TableName: claims,
          Key: { claim: `retired-user-id#${userId}` },
          ConditionExpression: 'attribute_not_exists(claim)',
        },
      },
      { Put: { TableName: outbox, Item: eventItem(told, `${Date.now() * 1000}#${told.eventId}`) } },
    ],
  });
}

/** The transaction of src/stores/dynamodb/place-order.ts of lines whose stock is not tracked; likewise. */
export function bareCheckout(
  { carts, orders, products, outbox }: TableNames,
  order: Order,
  cartVersion: number,
): TransactWriteCommand {
  const { userId } = order;
  const bought = Map.groupBy(order.lines, ({ productId }) => productId);
  return new TransactWriteCommand({
    ClientRequestToken: randomUUID(),
    TransactItems: [
      {
        Put: {
          TableName: carts,
          Item: { user_id: userId, version: cartVersion + 1 },
          ConditionExpression: 'version = :version',
          ExpressionAttributeValues: { ':version': cartVersion },
        },
      },
      {
        Put: {
          TableName: orders,
          Item: bareOrder(order),
          ConditionExpression: 'attribute_not_exists(order_id)',
        },
      },
      {
        Put: {
          TableName: outbox,
          // An order counts its steps in nine digits.
          Item: eventItem(orderPlacedEvent(order, []), '000000001'),
        },
      },
      ...[...bought].map(([productId, lines]) => ({
        ConditionCheck: {
          TableName: products,
          Key: { product_id: productId },
          ...areSold(lines.map(({ size }) => size)),
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
        },
      })),
    ],
  });
}

function bareOrder({ orderId, userId, createdAt, status, total, lines, history }: Order) {
  return {
    order_id: orderId,
    user_id: userId,
    order_date: createdAt,
    order_status: status,
    currency: total.currency,
    total: total.minorUnits / 100,
    items: lines.map((line) => ({
      product_id: line.productId,
      size: line.size,
      quantity: line.quantity,
      label: line.label,
      photo: line.photo,
      unit_price: line.unitPrice.minorUnits / 100,
    })),
    history,
  };
}

function areSold(sizes: readonly string[]) {
  const numbered = [...sizes.entries()];
  return {
    ConditionExpression: [
      'attribute_exists(product_id)',
      ...numbered.flatMap(([index]) => [
        `attribute_not_exists(stock.#u${index})`,
        `(attribute_not_exists(sizes) OR sizes = :none OR contains(sizes, :u${index}))`,
      ]),
    ].join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(
      numbered.map(([index, size]) => [`#u${index}`, size]),
    ),
    ExpressionAttributeValues: {
      ...Object.fromEntries(numbered.map(([index, size]) => [`:u${index}`, size])),
      ':none': [],
    },
  };
}

function eventItem({ entity, eventId, type, at, data }: DomainEvent, sequence: string) {
  return { entity, sequence, event_id: eventId, type, at, data };
}
