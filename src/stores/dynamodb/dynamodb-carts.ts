import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { CartStore } from '../../ports/cart-store.ts';
import { toCart } from './cart-item.ts';
import { addCartUnits, removeCartLine, setCartLine } from './cart-lines.ts';
import { readCartItem } from './change-cart.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { isConditionalFailure, itemOfFailedWrite } from './dynamodb-errors.ts';
import { guestAttributes } from './guest-cart-item.ts';
import { dynamodbGuestCarts } from './guest-carts.ts';
import type { Item } from './read-pages.ts';

/** How far a clearing leaps over a later version, so that units added meanwhile do not overtake it. */
const CLEARING_LEAP = 1_000;

export function dynamodbCarts(connection: DynamodbConnection): CartStore {
  return {
    ...dynamodbGuestCarts(connection),
    async findCart(userId) {
      const item = await readCartItem(connection, userId);
      return item && toCart(item);
    },
    addCartUnits: (change) => addCartUnits(connection, change),
    setCartLine: (change) => setCartLine(connection, change),
    removeCartLine: (line) => removeCartLine(connection, line),
    async clearCart(userId) {
      const version = connection.microsecond();
      let next: EmptyCart | undefined = { user_id: userId, version };
      while (next !== undefined) next = await putEmptyCart(connection, next);
    },
    // The engine does so itself.
    removeExpiredCarts: async () => 0,
  };
}

interface EmptyCart extends Record<string, unknown> {
  readonly user_id: string;
  readonly version: number;
}

/**
 * The version of an empty cart is later than any that cart had, so that an order from an older
 * reading fails. Gives the one to try next when the cart has lines at a later one: after a lost
 * answer, or where another process's clock is ahead; and when it is a guest's, whose secret stays.
 */
async function putEmptyCart(
  connection: DynamodbConnection,
  cart: EmptyCart,
): Promise<EmptyCart | undefined> {
  const isGuests = cart['secret_hash'] !== undefined;
  try {
    await connection.send(
      new PutCommand({
        TableName: connection.names.carts,
        Item: cart,
        ConditionExpression: `(attribute_not_exists(version) OR version < :version) AND ${
          isGuests ? 'attribute_not_exists(merged_into)' : 'attribute_not_exists(secret_hash)'
        }`,
        ExpressionAttributeValues: { ':version': cart.version },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return undefined;
  } catch (error) {
    if (!isConditionalFailure(error)) throw error;
    const item = itemOfFailedWrite(error);
    return item && toCart(item) && laterCart(cart, item);
  }
}

function laterCart({ user_id, version }: EmptyCart, item: Item): EmptyCart {
  const { updated_at, expires_at_seconds } = item;
  return {
    user_id,
    version: Math.max(version, Number(item['version'] ?? 0) + CLEARING_LEAP),
    ...(item['secret_hash'] !== undefined && {
      ...guestAttributes(item),
      updated_at,
      expires_at_seconds,
    }),
  };
}
