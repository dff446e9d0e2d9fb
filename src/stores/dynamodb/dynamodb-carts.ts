import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { MAX_CART_LINES, MAX_LINE_QUANTITY } from '../../domain/cart.ts';
import type { CartStore } from '../../ports/cart-store.ts';
import { lineAttribute, toCart, unitMark } from './cart-item.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { isConditionalFailure, itemOfFailedWrite } from './dynamodb-errors.ts';
import type { Item } from './read-pages.ts';

/** How far a clearing leaps over a later version, so that units added meanwhile do not overtake it. */
const CLEARING_LEAP = 1_000;

export function dynamodbCarts(connection: DynamodbConnection): CartStore {
  const TableName = connection.names.carts;
  const microseconds = monotonicMicroseconds(connection.now);
  return {
    async findCart(userId) {
      const { Item } = await connection.send<{ readonly Item?: Item }>(
        new GetCommand({ TableName, Key: { user_id: userId }, ConsistentRead: true }),
      );
      return Item && toCart(Item);
    },
    async addCartUnit({ userId, productId, size, addedAt }) {
      const line = lineAttribute(productId, size);
      const mark = unitMark(microseconds(), connection.newId());
      try {
        await connection.send(
          new UpdateCommand({
            TableName,
            Key: { user_id: userId },
            UpdateExpression:
              'SET #line = list_append(if_not_exists(#line, :none), :marks), updated_at = :now, version = if_not_exists(version, :zero) + :one ADD line_names :names',
            // A repeat after a lost answer finds its own mark; a new line needs a free place.
            ConditionExpression:
              '(attribute_not_exists(#line) OR (size(#line) < :maxUnits AND NOT contains(#line, :mark))) AND (attribute_exists(#line) OR attribute_not_exists(line_names) OR size(line_names) < :maxLines)',
            ExpressionAttributeNames: { '#line': line },
            ExpressionAttributeValues: {
              ':none': [],
              ':marks': [mark],
              ':mark': mark,
              ':now': addedAt,
              ':zero': 0,
              ':one': 1,
              ':names': new Set([line]),
              ':maxUnits': MAX_LINE_QUANTITY,
              ':maxLines': MAX_CART_LINES,
            },
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return 'added';
      } catch (error) {
        if (!isConditionalFailure(error)) throw error;
        const marks = itemOfFailedWrite(error)?.[line] as readonly string[] | undefined;
        if (marks?.includes(mark)) return 'added';
        return marks === undefined ? 'cart-full' : 'line-full';
      }
    },
    async clearCart(userId) {
      let version: number | undefined = microseconds();
      while (version !== undefined) version = await putEmptyCart(connection, userId, version);
    },
  };
}

/**
 * The version of an empty cart is later than any that cart had, so that an order from an older
 * reading fails. Gives the one to try next when the cart has lines at a later one: after a lost
 * answer, or where another process's clock is ahead.
 */
async function putEmptyCart(
  connection: DynamodbConnection,
  userId: string,
  version: number,
): Promise<number | undefined> {
  try {
    await connection.send(
      new PutCommand({
        TableName: connection.names.carts,
        Item: { user_id: userId, version },
        ConditionExpression: 'attribute_not_exists(version) OR version < :version',
        ExpressionAttributeValues: { ':version': version },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return undefined;
  } catch (error) {
    if (!isConditionalFailure(error)) throw error;
    const item = itemOfFailedWrite(error);
    return item && toCart(item) && Number(item['version']) + CLEARING_LEAP;
  }
}

/** Rises with every call in this process, and with the clock across processes. */
function monotonicMicroseconds(now: () => number): () => number {
  let last = 0;
  return () => {
    last = Math.max(last + 1, now() * 1000);
    return last;
  };
}
