import { GetCommand, PutCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { cartExpiry, isExpiredCart, MAX_CART_LINES } from '../../domain/cart.ts';
import { AppError } from '../../domain/errors.ts';
import type { CartLineChange } from '../../ports/cart-store.ts';
import { hasDocumentUnits, unitMark, withoutDocumentUnits } from './cart-item.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { isConditionalFailure } from './dynamodb-errors.ts';
import { expirySeconds } from './expiry-seconds.ts';
import { guestAttributes } from './guest-cart-item.ts';
import type { Item } from './read-pages.ts';

/** How often a change starts over when the cart changes under it. */
export const MAX_CART_ATTEMPTS = 8;
/** Enough to tell the writes of one microsecond apart; a full cart has 4,950 marks. */
const WRITE_ID_LENGTH = 12;

/** Part of every change of a cart's lines: of one that is still there and may be changed. */
export const IS_IN_USE =
  'attribute_not_exists(merged_into) AND (attribute_not_exists(updated_at) OR updated_at > :expiredAt)';
/** A further line needs a free place. */
export const HAS_PLACE =
  '(attribute_exists(#line) OR attribute_not_exists(line_names) OR size(line_names) < :maxLines)';

export async function readCartItem(
  connection: DynamodbConnection,
  userId: string,
): Promise<Item | undefined> {
  const { carts: TableName } = connection.names;
  const { Item } = await connection.send<{ readonly Item?: Item }>(
    new GetCommand({ TableName, Key: { user_id: userId }, ConsistentRead: true }),
  );
  return Item;
}

/** What every change of the lines sets beside them. */
export function touching({ at, expiredAt }: Pick<CartLineChange, 'at' | 'expiredAt'>) {
  return {
    sets: [
      'updated_at = :now',
      'expires_at_seconds = :expiry',
      'version = if_not_exists(version, :zero) + :one',
    ],
    values: {
      ':now': at,
      ':expiry': expirySeconds(cartExpiry(at)),
      ':zero': 0,
      ':one': 1,
      ':expiredAt': expiredAt,
    },
  };
}

/** A change of a cart by one write, which tells what it met when it is refused. */
export function cartUpdate(
  { names }: DynamodbConnection,
  userId: string,
  update: Omit<UpdateCommandInput, 'TableName' | 'Key'>,
) {
  return {
    TableName: names.carts,
    Key: { user_id: userId },
    ...update,
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  };
}

/** Values of `HAS_PLACE`. */
export const PLACES = { ':maxLines': MAX_CART_LINES };

/** Marks of one write, ascending. */
export function newMarks(
  connection: DynamodbConnection,
  count: number,
  seenPrice: number | undefined,
): readonly string[] {
  const id = newWriteId(connection);
  return Array.from({ length: count }, () => unitMark(connection.microsecond(), id, seenPrice));
}

export function newWriteId(connection: DynamodbConnection): string {
  return connection.newId().replaceAll('-', '').slice(0, WRITE_ID_LENGTH);
}

/**
 * Makes a cart that has vanished an empty one, and one that other programs wrote to a cart of lines
 * alone. Gives whether there was anything to do: then the change is tried again.
 * @throws AppError CART_CHANGED where a guest's cart has joined a user's and takes nothing more
 */
export async function makeChangeable(
  connection: DynamodbConnection,
  item: Item | undefined,
  change: Pick<CartLineChange, 'at' | 'expiredAt'>,
): Promise<boolean> {
  if (item === undefined) return false;
  if (item['merged_into'] !== undefined) throw new AppError('CART_CHANGED');
  if (isExpired(item, change.expiredAt)) {
    await beginAnew(connection, item, change);
    return true;
  }
  if (!hasDocumentUnits(item)) return false;
  await putUnlessChanged(connection, item, {
    ...withoutDocumentUnits(item),
    version: versionOf(item) + 1,
  });
  return true;
}

export function isExpired(item: Item, expiredAt: string): boolean {
  const updatedAt = item['updated_at'] as string | undefined;
  return updatedAt !== undefined && isExpiredCart({ updatedAt }, expiredAt);
}

/** The version of an empty cart is later than any that cart had. */
export function beginAnew(
  connection: DynamodbConnection,
  item: Item,
  { at }: Pick<CartLineChange, 'at'>,
): Promise<void> {
  const guest = guestAttributes(item);
  const isGuest = Object.keys(guest).length > 0;
  return putUnlessChanged(connection, item, {
    user_id: item['user_id'],
    version: Math.max(connection.microsecond(), versionOf(item) + 1),
    ...guest,
    ...(isGuest && { expires_at_seconds: expirySeconds(cartExpiry(at)) }),
  });
}

function versionOf(item: Item): number {
  return Number(item['version'] ?? 0);
}

/** Whoever was first, the next attempt sees what there is. */
async function putUnlessChanged(
  connection: DynamodbConnection,
  before: Item,
  Item: Record<string, unknown>,
): Promise<void> {
  const hasUnits = hasDocumentUnits(before);
  const hasVersion = before['version'] !== undefined;
  try {
    await connection.send(
      new PutCommand({
        TableName: connection.names.carts,
        Item,
        ConditionExpression: [
          'attribute_exists(user_id)',
          'attribute_not_exists(merged_into)',
          hasVersion ? 'version = :version' : 'attribute_not_exists(version)',
          hasUnits ? '#items = :items' : 'attribute_not_exists(#items)',
        ].join(' AND '),
        ExpressionAttributeNames: { '#items': 'items' },
        ...((hasUnits || hasVersion) && {
          ExpressionAttributeValues: {
            ...(hasVersion && { ':version': before['version'] }),
            ...(hasUnits && { ':items': before['items'] }),
          },
        }),
      }),
    );
  } catch (error) {
    if (!isConditionalFailure(error)) throw error;
  }
}
