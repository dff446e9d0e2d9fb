import { guestCartOwner } from '../../domain/cart.ts';
import type { CartMerging, CartStore, GuestCart } from '../../ports/cart-store.ts';
import { addUnits, emptyCart, liveVersion, raiseVersion } from './sqlite-cart-lines.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

type GuestCartStore = Pick<CartStore, 'createGuestCart' | 'findGuestCart' | 'mergeGuestCart'>;

export function sqliteGuestCarts(connection: SqliteConnection): GuestCartStore {
  const insert = connection.statement('INSERT INTO guest_carts VALUES (?, ?, ?, ?)');
  const find = connection.statement(`
    SELECT g.* FROM guest_carts g LEFT JOIN carts c ON c.user_id = :owner
    WHERE g.cart_id = :cartId AND max(g.created_at, coalesce(c.updated_at, '')) > :expiredAt`);
  const markMerged = connection.statement(
    'UPDATE guest_carts SET merged_into = ? WHERE cart_id = ? AND merged_into IS NULL',
  );

  const areAsRead = ({ guest, cartId, userId, version, expiredAt }: CartMerging) =>
    liveVersion(connection, guestCartOwner(cartId), expiredAt) === guest.version &&
    liveVersion(connection, userId, expiredAt) === version;

  return {
    createGuestCart: ({ cartId, secretHash, mergedInto, createdAt }) =>
      connection.write(() => {
        insert.run(cartId, secretHash, mergedInto ?? null, createdAt);
        // By this row a cart that never gets a unit is removed in its time.
        raiseVersion(connection, guestCartOwner(cartId), 1, createdAt);
      }),
    findGuestCart: (cartId, expiredAt) =>
      connection.run(() => {
        const row = find.get({ cartId, owner: guestCartOwner(cartId), expiredAt });
        return row && toGuestCart(row);
      }),
    mergeGuestCart: (merging) =>
      connection.write<'merged' | 'changed'>((rollback) => {
        const { cartId, userId, additions, at, expiredAt } = merging;
        if (!areAsRead(merging)) return rollback('changed');
        if (markMerged.run(userId, cartId).changes === 0) return rollback('changed');
        for (const addition of additions) {
          const outcome = addUnits(connection, { ...addition, userId, at, expiredAt });
          if (outcome !== 'added') throw new Error(`Cart ${cartId} was merged past a limit`);
        }
        const owner = guestCartOwner(cartId);
        emptyCart(connection, owner);
        raiseVersion(connection, owner, 1, at);
        return 'merged';
      }),
  };
}

function toGuestCart(row: Record<string, unknown>): GuestCart {
  const mergedInto = row['merged_into'] as string | null;
  return {
    cartId: String(row['cart_id']),
    secretHash: String(row['secret_hash']),
    createdAt: String(row['created_at']),
    ...(mergedInto !== null && { mergedInto }),
  };
}
