import { decodeCursor, encodeCursor } from '../../domain/cursor.ts';
import type { PreviousRefreshToken, Session } from '../../domain/session.ts';
import type { SessionStore } from '../../ports/session-store.ts';
import { pageOf } from './page-of.ts';
import type { SqliteConnection } from './sqlite-connection.ts';
import { toAccountAccess } from './user-row.ts';

const LIST = 'sessions-by-user';
/** Sorts after every id. */
const END = '\u{10FFFF}';
/** Expired sessions that a new one takes away, so that none has to wait for many. */
const PURGED_AT_ONCE = 50;

export function sqliteSessions(connection: SqliteConnection): SessionStore {
  const insert = connection.statement(`
    INSERT INTO sessions
    SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13 FROM users WHERE user_id = ?1
    ON CONFLICT DO NOTHING`);
  const purge = connection.statement(`
    DELETE FROM sessions WHERE (user_id, session_id) IN (
      SELECT user_id, session_id FROM sessions WHERE idle_expires_at <= ? LIMIT ${PURGED_AT_ONCE}
    )`);
  const find = connection.statement(`
    SELECT s.*, u.email, u.role, u.status, u.session_epoch, u.kept_session_id, u.kept_epoch
    FROM sessions s JOIN users u USING (user_id) WHERE s.user_id = ? AND s.session_id = ?`);
  const rotate = connection.statement(`
    UPDATE sessions SET
      refresh_hash = :refreshHash,
      previous_refresh_hash = :previousHash,
      rotated_at = :rotatedAt,
      sealed_successor = :sealedSuccessor,
      last_used_at = :lastUsedAt,
      idle_expires_at = :idleExpiresAt
    WHERE user_id = :userId AND session_id = :sessionId AND refresh_hash = :previousHash`);
  const remove = connection.statement('DELETE FROM sessions WHERE user_id = ? AND session_id = ?');
  // The conditions of isLiveSession.
  const list = connection.statement(`
    SELECT * FROM sessions
    WHERE user_id = :userId AND session_id < :before
      AND :status = 'active'
      AND (epoch = :sessionEpoch OR session_id = :keptSessionId)
      AND idle_expires_at > :now AND expires_at > :now
    ORDER BY session_id DESC LIMIT :limit`);

  return {
    startSession: (session) =>
      connection.write(() => {
        insert.run(...toRow(session));
        purge.run(session.createdAt);
      }),
    findSession: (userId, sessionId) =>
      connection.run(() => {
        const row = find.get(userId, sessionId);
        return row && { session: toSession(row), account: toAccountAccess(row) };
      }),
    rotateSession: ({ previous, ...rotation }) =>
      connection.run(() => {
        const { refreshHash: previousHash, rotatedAt, sealedSuccessor } = previous;
        const { changes } = rotate.run({ ...rotation, previousHash, rotatedAt, sealedSuccessor });
        return changes === 1 ? 'rotated' : 'changed';
      }),
    endSession: (userId, sessionId) =>
      connection.run(() => remove.run(userId, sessionId).changes === 1),
    listSessions: ({ userId, status, sessionEpoch, keptSessionId }, now, { limit, cursor }) =>
      connection.run(() => {
        const [before = END] = cursor === undefined ? [] : decodeCursor(cursor, LIST, 1);
        const rows = list.all({
          userId,
          before,
          status,
          sessionEpoch,
          keptSessionId: keptSessionId ?? null,
          now,
          limit: limit + 1,
        });
        return pageOf(rows.map(toSession), limit, (last) => encodeCursor(LIST, [last.sessionId]));
      }),
  };
}

function toRow(session: Session): (string | number | null)[] {
  return [
    session.userId,
    session.sessionId,
    session.epoch,
    session.familyHash,
    session.refreshHash,
    session.previous?.refreshHash ?? null,
    session.previous?.rotatedAt ?? null,
    session.previous?.sealedSuccessor ?? null,
    session.createdAt,
    session.lastUsedAt,
    session.idleExpiresAt,
    session.expiresAt,
    session.userAgent ?? null,
  ];
}

function toSession(row: Record<string, unknown>): Session {
  return {
    userId: String(row['user_id']),
    sessionId: String(row['session_id']),
    epoch: Number(row['epoch']),
    familyHash: String(row['family_hash']),
    refreshHash: String(row['refresh_hash']),
    previous: toPrevious(row),
    createdAt: String(row['created_at']),
    lastUsedAt: String(row['last_used_at']),
    idleExpiresAt: String(row['idle_expires_at']),
    expiresAt: String(row['expires_at']),
    userAgent: (row['user_agent'] as string | null) ?? undefined,
  };
}

function toPrevious(row: Record<string, unknown>): PreviousRefreshToken | undefined {
  if (row['previous_refresh_hash'] === null) return undefined;
  return {
    refreshHash: String(row['previous_refresh_hash']),
    rotatedAt: String(row['rotated_at']),
    sealedSuccessor: String(row['sealed_successor']),
  };
}
