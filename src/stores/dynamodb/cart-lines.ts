import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { MAX_CART_LINES, MAX_LINE_QUANTITY } from '../../domain/cart.ts';
import { AppError } from '../../domain/errors.ts';
import type {
  AddCartUnitsOutcome,
  CartLineChange,
  CartStore,
  SetCartLineOutcome,
} from '../../ports/cart-store.ts';
import { lineAttribute, marksOf, microsecondOf, seenPriceOf, unitMark } from './cart-item.ts';
import {
  cartUpdate,
  HAS_PLACE,
  IS_IN_USE,
  isExpired,
  MAX_CART_ATTEMPTS,
  makeChangeable,
  newMarks,
  newWriteId,
  PLACES,
  readCartItem,
  touching,
} from './change-cart.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { isConditionalFailure, itemOfFailedWrite } from './dynamodb-errors.ts';
import type { Item } from './read-pages.ts';

type LineName = Parameters<CartStore['removeCartLine']>[0];

/** One append, without reading before. */
export async function addCartUnits(
  connection: DynamodbConnection,
  change: CartLineChange,
): Promise<AddCartUnitsOutcome> {
  const { userId, productId, size, quantity, seenPrice } = change;
  if (quantity > MAX_LINE_QUANTITY) return 'line-full';
  const line = lineAttribute(productId, size);
  const marks = newMarks(connection, quantity, seenPrice);
  const { sets, values } = touching(change);
  const update = cartUpdate(connection, userId, {
    UpdateExpression: `SET #line = list_append(if_not_exists(#line, :none), :marks), ${sets.join(', ')} ADD line_names :names`,
    // A repeat after a lost answer finds its own mark.
    ConditionExpression: `(attribute_not_exists(#line) OR (size(#line) <= :room AND NOT contains(#line, :mark))) AND ${HAS_PLACE} AND ${IS_IN_USE}`,
    ExpressionAttributeNames: { '#line': line },
    ExpressionAttributeValues: {
      ...values,
      ...PLACES,
      ':none': [],
      ':marks': marks,
      ':mark': marks.at(-1),
      ':names': new Set([line]),
      ':room': MAX_LINE_QUANTITY - quantity,
    },
  });
  return untilMade(async () => {
    const met = await writeCart(connection, update);
    if (met === 'written') return 'added';
    const held = marksOf(met, line);
    if (held.some((mark) => mark === marks.at(-1))) return 'added';
    if (needsChange(met, change) && (await makeChangeable(connection, met, change))) {
      return undefined;
    }
    return held.length === 0 ? 'cart-full' : 'line-full';
  });
}

/** Keeps the oldest units; the last of them tells the write and the price. */
export async function setCartLine(
  connection: DynamodbConnection,
  change: CartLineChange,
): Promise<SetCartLineOutcome> {
  const { userId, productId, size } = change;
  const line = lineAttribute(productId, size);
  const { sets, values } = touching(change);
  return untilMade(async () => {
    const item = await readCartItem(connection, userId);
    if (await makeChangeable(connection, item, change)) return undefined;
    const marks = marksToSet(connection, marksOf(item, line), change);
    const met = await writeCart(
      connection,
      cartUpdate(connection, userId, {
        UpdateExpression: `SET #line = :marks, ${sets.join(', ')} ADD line_names :names`,
        ConditionExpression: `(attribute_not_exists(#line) OR NOT contains(#line, :mark)) AND attribute_not_exists(#items) AND ${HAS_PLACE} AND ${IS_IN_USE}`,
        ExpressionAttributeNames: { '#line': line, '#items': 'items' },
        ExpressionAttributeValues: {
          ...values,
          ...PLACES,
          ':marks': marks,
          ':mark': marks.at(-1),
          ':names': new Set([line]),
        },
      }),
    );
    if (met === 'written' || marksOf(met, line).some((mark) => mark === marks.at(-1))) return 'set';
    return isFull(met, line) && !needsChange(met, change) ? 'cart-full' : undefined;
  });
}

/** A line that is not there is no change; no more is one of a cart that has vanished. */
export async function removeCartLine(
  connection: DynamodbConnection,
  removal: LineName,
): Promise<void> {
  const { userId, productId, size, expiredAt } = removal;
  const line = lineAttribute(productId, size);
  const { sets, values } = touching(removal);
  const update = cartUpdate(connection, userId, {
    UpdateExpression: `SET ${sets.join(', ')} REMOVE #line DELETE line_names :names`,
    ConditionExpression: `attribute_exists(#line) AND attribute_not_exists(#items) AND ${IS_IN_USE}`,
    ExpressionAttributeNames: { '#line': line, '#items': 'items' },
    ExpressionAttributeValues: { ...values, ':names': new Set([line]) },
  });
  await untilMade(async () => {
    const met = await writeCart(connection, update);
    if (met === 'written' || met === undefined) return 'removed';
    if (met['merged_into'] !== undefined || isExpired(met, expiredAt)) return 'removed';
    return (await makeChangeable(connection, met, removal)) ? undefined : 'removed';
  });
}

/** @throws AppError CART_CHANGED where the cart never stays as it was met */
async function untilMade<Outcome>(attempt: () => Promise<Outcome | undefined>): Promise<Outcome> {
  for (let attempts = 0; attempts < MAX_CART_ATTEMPTS; attempts += 1) {
    const outcome = await attempt();
    if (outcome !== undefined) return outcome;
  }
  throw new AppError('CART_CHANGED');
}

/** What it met where it was refused. */
async function writeCart(
  connection: DynamodbConnection,
  update: ReturnType<typeof cartUpdate>,
): Promise<'written' | Item | undefined> {
  try {
    await connection.send(new UpdateCommand(update));
    return 'written';
  } catch (error) {
    if (!isConditionalFailure(error)) throw error;
    return itemOfFailedWrite(error);
  }
}

function needsChange(item: Item | undefined, { expiredAt }: CartLineChange): boolean {
  return item !== undefined && (item['merged_into'] !== undefined || isExpired(item, expiredAt));
}

function isFull(item: Item | undefined, line: string): boolean {
  const lines = item?.['line_names'] as ReadonlySet<string> | undefined;
  return item?.[line] === undefined && (lines?.size ?? 0) >= MAX_CART_LINES;
}

function marksToSet(
  connection: DynamodbConnection,
  held: readonly string[],
  { quantity, seenPrice }: CartLineChange,
): readonly string[] {
  const price = seenPrice ?? seenPriceOf(held);
  const kept = held.slice(0, quantity);
  if (kept.length < quantity) {
    return [...kept, ...newMarks(connection, quantity - kept.length, price)];
  }
  const last = microsecondOf(kept.at(-1) ?? '');
  return [...kept.slice(0, -1), unitMark(last, newWriteId(connection), price)];
}
