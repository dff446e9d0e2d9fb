import { cartExpiry, guestCartOwner } from '../../domain/cart.ts';
import type { CartMerging, CartStore, GuestCart } from '../../ports/cart-store.ts';
import { lineAttribute } from './cart-item.ts';
import {
  beginAnew,
  cartUpdate,
  IS_IN_USE,
  isExpired,
  MAX_CART_ATTEMPTS,
  newMarks,
  readCartItem,
  touching,
} from './change-cart.ts';
import { type DynamodbConnection, storeUnavailable } from './dynamodb-connection.ts';
import { failedActions } from './dynamodb-errors.ts';
import { expirySeconds } from './expiry-seconds.ts';
import { guestCartItem, toGuestCart } from './guest-cart-item.ts';
import { putIfAbsent } from './put-if-absent.ts';
import { type Action, writeTogether } from './transaction.ts';

type GuestCarts = Pick<CartStore, 'createGuestCart' | 'findGuestCart' | 'mergeGuestCart'>;

export function dynamodbGuestCarts(connection: DynamodbConnection): GuestCarts {
  return {
    createGuestCart: (cart) => createGuestCart(connection, cart),
    async findGuestCart(cartId, expiredAt) {
      const item = await readCartItem(connection, guestCartOwner(cartId));
      const cart = item && toGuestCart(cartId, item);
      if (item === undefined || cart === undefined) return undefined;
      const lastChanged = String(item['updated_at'] ?? cart.createdAt);
      return lastChanged > expiredAt ? cart : undefined;
    },
    mergeGuestCart: (merging) => mergeGuestCart(connection, merging),
  };
}

/** A repeat after a lost answer finds the cart, perhaps with units already. */
async function createGuestCart(connection: DynamodbConnection, cart: GuestCart): Promise<void> {
  await putIfAbsent(connection, connection.names.carts, 'user_id', {
    ...guestCartItem(cart),
    expires_at_seconds: expirySeconds(cartExpiry(cart.createdAt)),
  });
}

async function mergeGuestCart(
  connection: DynamodbConnection,
  merging: CartMerging,
): Promise<'merged' | 'changed'> {
  for (let attempt = 0; attempt < MAX_CART_ATTEMPTS; attempt += 1) {
    try {
      await writeTogether(connection, [
        emptying(connection, merging),
        joining(connection, merging),
      ]);
      return 'merged';
    } catch (error) {
      const failed = failedActions(error);
      const met = failed.get(1);
      const isVanished = met !== undefined && isExpired(met, merging.expiredAt);
      if (failed.has(0) || !isVanished || merging.version !== undefined) return 'changed';
      await beginAnew(connection, met, merging);
    }
  }
  throw storeUnavailable(new Error(`The cart of ${merging.userId} keeps changing`));
}

/** Keeps the guest's secret and no lines. */
function emptying(connection: DynamodbConnection, merging: CartMerging): Action {
  const { guest, cartId, userId } = merging;
  const { sets, values } = touching(merging);
  const lines = guest.lines.map(({ productId, size }) => lineAttribute(productId, size));
  return {
    Update: cartUpdate(connection, guestCartOwner(cartId), {
      UpdateExpression: `SET merged_into = :user, ${sets.join(', ')} REMOVE ${['line_names', ...lines.map((_, index) => `#l${index}`)].join(', ')}`,
      ConditionExpression: `attribute_exists(secret_hash) AND ${isAt(guest.version)} AND ${IS_IN_USE}`,
      ...(lines.length > 0 && {
        ExpressionAttributeNames: Object.fromEntries(
          lines.map((line, index) => [`#l${index}`, line]),
        ),
      }),
      ExpressionAttributeValues: {
        ...values,
        ':user': userId,
        ...(guest.version > 0 && { ':version': guest.version }),
      },
    }) as Action['Update'],
  };
}

function joining(connection: DynamodbConnection, merging: CartMerging): Action {
  const { userId, version, additions } = merging;
  const { sets, values } = touching(merging);
  const added = additions.map(({ productId, size, quantity, seenPrice }) => ({
    line: lineAttribute(productId, size),
    marks: newMarks(connection, quantity, seenPrice),
  }));
  const appends = added.map(
    (_, index) => `#l${index} = list_append(if_not_exists(#l${index}, :none), :m${index})`,
  );
  const asRead =
    version === undefined
      ? 'attribute_not_exists(line_names) AND (attribute_not_exists(#items) OR size(#items) = :zero)'
      : isAt(version);
  return {
    Update: cartUpdate(connection, userId, {
      UpdateExpression: `SET ${[...appends, ...sets].join(', ')}${added.length > 0 ? ' ADD line_names :names' : ''}`,
      ConditionExpression: `${asRead} AND ${IS_IN_USE}`,
      ...((added.length > 0 || version === undefined) && {
        ExpressionAttributeNames: {
          ...Object.fromEntries(added.map(({ line }, index) => [`#l${index}`, line])),
          ...(version === undefined && { '#items': 'items' }),
        },
      }),
      ExpressionAttributeValues: {
        ...values,
        ...Object.fromEntries(added.map(({ marks }, index) => [`:m${index}`, marks])),
        ...(added.length > 0 && {
          ':none': [],
          ':names': new Set(added.map(({ line }) => line)),
        }),
        ...(version !== undefined && version > 0 && { ':version': version }),
      },
    }) as Action['Update'],
  };
}

/** Absent is 0, in carts that other programs wrote. */
function isAt(version: number): string {
  return version > 0
    ? 'version = :version'
    : 'attribute_exists(user_id) AND attribute_not_exists(version)';
}
