import { countAttempt, type ThrottleCount, uncountAttempt } from '../../domain/throttle.ts';
import type { TakeAttemptOutcome, ThrottleStore } from '../../ports/throttle-store.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

/** Expired counts that one attempt takes away, so that none has to wait for many. */
const PURGED_AT_ONCE = 50;

export function sqliteThrottles(connection: SqliteConnection): ThrottleStore {
  const find = connection.statement(
    'SELECT attempts, blocked_until, expires_at FROM throttles WHERE key = ?',
  );
  const write = connection.statement(`
    INSERT INTO throttles VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET attempts = excluded.attempts,
      blocked_until = excluded.blocked_until, expires_at = excluded.expires_at`);
  const purge = connection.statement(`
    DELETE FROM throttles WHERE key IN (
      SELECT key FROM throttles WHERE expires_at <= ? LIMIT ${PURGED_AT_ONCE}
    )`);
  const forget = connection.statement('DELETE FROM throttles WHERE key = ?');

  const countOf = (key: string) => toCount(find.get(key));
  const keep = (key: string, { attempts, blockedUntil, expiresAt }: ThrottleCount) =>
    write.run(key, attempts, blockedUntil ?? null, expiresAt);

  return {
    takeAttempt: (throttles, now) =>
      connection.write<TakeAttemptOutcome>((rollback) => {
        const waits: string[] = [];
        for (const throttle of throttles) {
          const next = countAttempt(throttle, countOf(throttle.key), now);
          if ('waitUntil' in next) waits.push(next.waitUntil);
          else keep(throttle.key, next.count);
        }
        const until = waits.sort().at(-1);
        if (until !== undefined) return rollback({ kind: 'wait', until });
        purge.run(now);
        return { kind: 'taken' };
      }),
    giveBackAttempt: (throttles, now) =>
      connection.write(() => {
        for (const throttle of throttles) {
          const count = countOf(throttle.key);
          if (count === undefined || count.expiresAt <= now) continue;
          keep(throttle.key, uncountAttempt(throttle, count));
        }
      }),
    forgetAttempts: ({ key }) =>
      connection.run(() => {
        forget.run(key);
      }),
  };
}

function toCount(row: Record<string, unknown> | undefined): ThrottleCount | undefined {
  if (row === undefined) return undefined;
  return {
    attempts: Number(row['attempts']),
    blockedUntil: (row['blocked_until'] as string | null) ?? undefined,
    expiresAt: String(row['expires_at']),
  };
}
