import { guestCartOwner, MAX_CART_LINES, MAX_LINE_QUANTITY } from '../../domain/cart.ts';
import { AppError } from '../../domain/errors.ts';
import type {
  AddCartUnitsOutcome,
  CartLineChange,
  SetCartLineOutcome,
} from '../../ports/cart-store.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

const GUEST = guestCartOwner('');

/** The id of the guest's cart that is kept under this owner; undefined when it is a user's. */
export function guestCartIdOf(owner: string): string | undefined {
  return owner.startsWith(GUEST) ? owner.slice(GUEST.length) : undefined;
}

/** Inside a transaction, to be undone unless the outcome is `added`. */
export function addUnits(
  connection: SqliteConnection,
  change: CartLineChange,
): AddCartUnitsOutcome {
  const held = beginChange(connection, change);
  const quantity = held.length + change.quantity;
  if (quantity > MAX_LINE_QUANTITY) return 'line-full';
  return writeLine(connection, change, held, quantity) ? 'added' : 'cart-full';
}

/** Inside a transaction, to be undone unless the outcome is `set`. */
export function setLine(connection: SqliteConnection, change: CartLineChange): SetCartLineOutcome {
  const held = beginChange(connection, change).slice(0, change.quantity);
  return writeLine(connection, change, held, change.quantity) ? 'set' : 'cart-full';
}

/** Inside a transaction. A line that is not there is no change. */
export function removeLine(
  connection: SqliteConnection,
  line: Pick<CartLineChange, 'userId' | 'productId' | 'size' | 'at' | 'expiredAt'>,
): void {
  const expired = dropExpiredLines(connection, line);
  const { changes } = connection
    .statement('DELETE FROM cart_lines WHERE user_id = ? AND product_id = ? AND size = ?')
    .run(line.userId, line.productId, line.size);
  if (expired > 0 || changes > 0) raiseVersion(connection, line.userId, 1, line.at);
}

/** Inside a transaction. */
export function emptyCart(connection: SqliteConnection, userId: string): void {
  connection.statement('UPDATE carts SET version = version + 1 WHERE user_id = ?').run(userId);
  connection.statement('DELETE FROM cart_lines WHERE user_id = ?').run(userId);
}

/** The version of a cart that has lines and has not expired. */
export function liveVersion(
  connection: SqliteConnection,
  userId: string,
  expiredAt: string,
): number | undefined {
  const row = connection
    .statement(
      `SELECT version FROM carts c WHERE user_id = ? AND updated_at > ?
        AND EXISTS (SELECT 1 FROM cart_lines l WHERE l.user_id = c.user_id)`,
    )
    .get(userId, expiredAt);
  return row && Number(row['version']);
}

/** Makes the cart if there is none. */
export function raiseVersion(
  connection: SqliteConnection,
  userId: string,
  by: number,
  at: string,
): number {
  const row = connection
    .statement(
      `INSERT INTO carts (user_id, version, updated_at) VALUES (?, ?, ?)
      ON CONFLICT DO UPDATE SET
        version = version + excluded.version, updated_at = excluded.updated_at
      RETURNING version`,
    )
    .get(userId, by, at);
  return Number(row?.['version']);
}

/** The ordinals of the line's units, in a cart that may be changed and has nothing expired. */
function beginChange(connection: SqliteConnection, change: CartLineChange): readonly number[] {
  const { userId, productId, size } = change;
  refuseMergedCart(connection, userId);
  dropExpiredLines(connection, change);
  const line = connection
    .statement(
      `SELECT unit_ordinals FROM cart_lines
      WHERE user_id = ? AND product_id = ? AND size = ?`,
    )
    .get(userId, productId, size);
  return line === undefined ? [] : (JSON.parse(String(line['unit_ordinals'])) as number[]);
}

/** What joined another cart must not take units that nobody would see again. */
function refuseMergedCart(connection: SqliteConnection, owner: string): void {
  const cartId = guestCartIdOf(owner);
  if (cartId === undefined) return;
  const merged = connection
    .statement('SELECT 1 FROM guest_carts WHERE cart_id = ? AND merged_into IS NOT NULL')
    .get(cartId);
  if (merged !== undefined) throw new AppError('CART_CHANGED');
}

function dropExpiredLines(
  connection: SqliteConnection,
  { userId, expiredAt }: Pick<CartLineChange, 'userId' | 'expiredAt'>,
): number {
  const { changes } = connection
    .statement(
      `DELETE FROM cart_lines WHERE user_id = ?1
        AND EXISTS (SELECT 1 FROM carts WHERE user_id = ?1 AND updated_at <= ?2)`,
    )
    .run(userId, expiredAt);
  return Number(changes);
}

/** Fills a line up from the units that stay. False when it is a line too many. */
function writeLine(
  connection: SqliteConnection,
  { userId, productId, size, seenPrice, at }: CartLineChange,
  kept: readonly number[],
  quantity: number,
): boolean {
  const added = quantity - kept.length;
  // A version for each unit, so that the versions are the ordinals and no two units share one.
  const version = raiseVersion(connection, userId, Math.max(1, added), at);
  const fresh = Array.from({ length: added }, (_, index) => version - added + 1 + index);
  connection
    .statement(
      `INSERT INTO cart_lines (user_id, product_id, size, quantity, unit_ordinals, seen_price)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET quantity = excluded.quantity,
        unit_ordinals = excluded.unit_ordinals,
        seen_price = coalesce(excluded.seen_price, seen_price)`,
    )
    .run(userId, productId, size, quantity, JSON.stringify([...kept, ...fresh]), seenPrice ?? null);
  if (kept.length > 0) return true;
  const lines = connection
    .statement('SELECT count(*) AS count FROM cart_lines WHERE user_id = ?')
    .get(userId);
  return Number(lines?.['count']) <= MAX_CART_LINES;
}
