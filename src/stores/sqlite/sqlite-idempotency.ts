import type { IdempotencyClaim, IdempotencyRecord } from '../../ports/order-store.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

/** What a key was used for; undefined once expired at `now`. */
export function findKey(
  connection: SqliteConnection,
  { scope, key }: Pick<IdempotencyClaim, 'scope' | 'key'>,
  now: string,
): IdempotencyRecord | undefined {
  // The column is named after the only result there was once.
  const row = connection
    .statement(
      `SELECT fingerprint, order_id FROM idempotency_keys
      WHERE scope = ? AND key = ? AND expires_at > ?`,
    )
    .get(scope, key, now);
  return row && { fingerprint: String(row['fingerprint']), resultId: String(row['order_id']) };
}

/** Inside the transaction that makes the result, after `findKey` found nothing at `now`. */
export function claimKey(
  connection: SqliteConnection,
  claim: IdempotencyClaim,
  made: { readonly resultId: string; readonly now: string },
): void {
  connection.statement('DELETE FROM idempotency_keys WHERE expires_at <= ?').run(made.now);
  connection
    .statement('INSERT INTO idempotency_keys VALUES (?, ?, ?, ?, ?)')
    .run(claim.scope, claim.key, claim.fingerprint, made.resultId, claim.expiresAt);
}
