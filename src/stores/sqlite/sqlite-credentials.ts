import type { Credentials, SessionsEnded, UserStore } from '../../ports/user-store.ts';
import type { SqliteConnection } from './sqlite-connection.ts';
import { writeUserEvent } from './sqlite-outbox.ts';
import { ACCESS_COLUMNS, END_ALL_SESSIONS, toAccountAccess } from './user-row.ts';

type CredentialsStore = Pick<
  UserStore,
  'findCredentials' | 'setPassword' | 'startPasswordReset' | 'endSessions'
>;

const COLUMNS = `${ACCESS_COLUMNS}, password_hash, reset_token_hash, reset_expires_at`;

export function sqliteCredentials(connection: SqliteConnection): CredentialsStore {
  const findById = connection.statement(`SELECT ${COLUMNS} FROM users WHERE user_id = ?`);
  const findByEmail = connection.statement(`SELECT ${COLUMNS} FROM users WHERE email = ?`);
  // A proof that is not given is NULL, which equals nothing.
  const set = connection.statement(`
    UPDATE users SET
      password_hash = :passwordHash,
      reset_token_hash = NULL,
      reset_expires_at = NULL,
      session_epoch = session_epoch + :raise,
      kept_session_id = iif(:raise, :keptSessionId, kept_session_id),
      kept_epoch = iif(:raise, :keptEpoch, kept_epoch)
    WHERE user_id = :userId
      AND (password_hash = :provenHash
        OR (reset_token_hash = :resetTokenHash AND reset_expires_at > :now))`);
  const startReset = connection.statement(`
    UPDATE users SET password_hash = NULL, reset_token_hash = ?, reset_expires_at = ?,
      ${END_ALL_SESSIONS}
    WHERE user_id = ?`);
  const end = connection.statement(`UPDATE users SET ${END_ALL_SESSIONS} WHERE user_id = ?`);

  return {
    findCredentials: (ref) =>
      connection.run(() => {
        const row = 'userId' in ref ? findById.get(ref.userId) : findByEmail.get(ref.email);
        return row && toCredentials(row);
      }),
    setPassword: (userId, passwordHash, { proof, ends }) =>
      connection.write(() => {
        const { changes } = set.run({
          userId,
          passwordHash,
          provenHash: 'passwordHash' in proof ? proof.passwordHash : null,
          resetTokenHash: 'resetTokenHash' in proof ? proof.resetTokenHash : null,
          now: 'now' in proof ? proof.now : null,
          ...ending(ends),
        });
        if (changes === 0) return 'refused';
        // Otherwise it is the same password, hashed anew.
        if (ends !== 'none') writeUserEvent(connection, 'user.password_changed', { userId });
        return 'set';
      }),
    startPasswordReset: (userId, { tokenHash, expiresAt }) =>
      connection.run(() => {
        const { changes } = startReset.run(tokenHash, expiresAt, userId);
        return changes === 1 ? 'started' : 'not-found';
      }),
    endSessions: (userId) =>
      connection.run(() => (end.run(userId).changes === 1 ? 'ended' : 'not-found')),
  };
}

function ending(ends: SessionsEnded) {
  return {
    raise: ends === 'none' ? 0 : 1,
    keptSessionId: typeof ends === 'object' ? ends.allBut.sessionId : null,
    keptEpoch: typeof ends === 'object' ? ends.allBut.epoch : null,
  };
}

function toCredentials(row: Record<string, unknown>): Credentials {
  const text = (column: string) => (row[column] as string | null) ?? undefined;
  const [tokenHash, expiresAt] = [text('reset_token_hash'), text('reset_expires_at')];
  return {
    ...toAccountAccess(row),
    passwordHash: text('password_hash'),
    pendingReset: tokenHash && expiresAt ? { tokenHash, expiresAt } : undefined,
  };
}
