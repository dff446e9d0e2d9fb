import { randomUUID } from 'node:crypto';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { TableNames } from '../src/stores/dynamodb/table-names.ts';

/** The transaction of src/stores/dynamodb/dynamodb-users.ts, copied; a change there belongs here too. */
export function bareUser(
  { users, claims }: TableNames,
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
    ],
  });
}

interface BareOrder {
  readonly orderId: string;
  readonly userId: string;
  /** Of the cart. */
  readonly version: number;
  readonly lines: readonly { readonly quantity: number; readonly unit_price: number }[];
}

/** The transaction of src/stores/dynamodb/dynamodb-orders.ts, without tracked stock; likewise. */
export function bareCheckout(
  { carts, orders }: TableNames,
  { orderId, userId, version, lines }: BareOrder,
): TransactWriteCommand {
  const cents = lines.reduce(
    (sum, line) => sum + Math.round(line.unit_price * 100) * line.quantity,
    0,
  );
  return new TransactWriteCommand({
    ClientRequestToken: randomUUID(),
    TransactItems: [
      {
        Put: {
          TableName: carts,
          Item: { user_id: userId, version: version + 1 },
          ConditionExpression: 'version = :version',
          ExpressionAttributeValues: { ':version': version },
        },
      },
      {
        Put: {
          TableName: orders,
          Item: {
            order_id: orderId,
            user_id: userId,
            order_date: new Date().toISOString(),
            order_status: 'Pending',
            currency: 'EUR',
            total: cents / 100,
            items: lines,
          },
          ConditionExpression: 'attribute_not_exists(order_id)',
        },
      },
    ],
  });
}
