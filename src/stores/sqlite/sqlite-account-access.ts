import type { User } from '../../domain/user.ts';
import type { ChangeAccessOutcome, DeleteUserOutcome, UserStore } from '../../ports/user-store.ts';
import { emptyCart } from './sqlite-cart-lines.ts';
import type { SqliteConnection } from './sqlite-connection.ts';
import { writeUserEvent } from './sqlite-outbox.ts';
import { END_ALL_SESSIONS, toUser, USER_COLUMNS } from './user-row.ts';

type AccountAccessStore = Pick<UserStore, 'changeAccess' | 'deleteUser'>;

/** What may leave nobody with an admin's access, so that the others are looked at first. */
export function sqliteAccountAccess(connection: SqliteConnection): AccountAccessStore {
  const find = connection.statement(`SELECT ${USER_COLUMNS} FROM users WHERE user_id = ?`);
  // The plus keeps the planner on the index of the roles: nearly every account is active.
  const findOtherAdmin = connection.statement(`
    SELECT 1 FROM users WHERE role = 'admin' AND +status = 'active' AND user_id <> ? LIMIT 1`);
  const change = connection.statement(`
    UPDATE users SET role = ?, status = ?, updated_at = ?, version = version + 1, ${END_ALL_SESSIONS}
    WHERE user_id = ?`);
  const remove = connection.statement('DELETE FROM users WHERE user_id = ?');
  const retire = connection.statement('INSERT INTO retired_user_ids VALUES (?, ?)');

  const isLastAdmin = ({ userId, role, status }: User) =>
    role === 'admin' && status === 'active' && findOtherAdmin.get(userId) === undefined;

  return {
    changeAccess: (userId, access, { updatedAt, expectedVersions }) =>
      connection.write<ChangeAccessOutcome>(() => {
        const user = toUser(find.get(userId));
        if (user === undefined) return { kind: 'not-found' };
        if (!isExpected(user, expectedVersions)) return { kind: 'version-mismatch' };
        const { role, status } = { ...user, ...access };
        if (role === user.role && status === user.status) return { kind: 'changed', user };
        if (isLastAdmin(user)) return { kind: 'last-admin' };
        change.run(role, status, updatedAt, userId);
        writeUserEvent(connection, 'user.access_changed', { userId, at: updatedAt });
        const version = user.version + 1;
        return { kind: 'changed', user: { ...user, role, status, updatedAt, version } };
      }),
    deleteUser: (userId, { deletedAt, expectedVersions }) =>
      connection.write<DeleteUserOutcome>(() => {
        const user = toUser(find.get(userId));
        if (user === undefined) return 'not-found';
        if (!isExpected(user, expectedVersions)) return 'version-mismatch';
        if (isLastAdmin(user)) return 'last-admin';
        remove.run(userId);
        retire.run(userId, deletedAt);
        writeUserEvent(connection, 'user.deleted', { userId, at: deletedAt });
        emptyCart(connection, userId);
        return 'deleted';
      }),
  };
}

function isExpected({ version }: User, versions: readonly number[] | undefined): boolean {
  return versions === undefined || versions.includes(version);
}
