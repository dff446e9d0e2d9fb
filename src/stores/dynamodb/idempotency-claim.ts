import type { IdempotencyClaim, IdempotencyRecord } from '../../ports/order-store.ts';
import { claimOf, findClaim } from './claims.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { expirySeconds } from './expiry-seconds.ts';
import type { Item } from './read-pages.ts';
import type { Action } from './transaction.ts';

/** Part of a transaction: takes the key for what the transaction makes, unless it is in use. */
export function claimActions(
  TableName: string,
  claim: IdempotencyClaim | undefined,
  made: { readonly resultId: string; readonly now: string },
): readonly Action[] {
  if (claim === undefined) return [];
  const Item = {
    claim: claimOf.idempotencyKey(claim.scope, claim.key),
    fingerprint: claim.fingerprint,
    // Named after the only result there was once.
    order_id: made.resultId,
    expires_at_iso: claim.expiresAt,
    expires_at: expirySeconds(claim.expiresAt),
  };
  const put = {
    TableName,
    Item,
    ConditionExpression: 'attribute_not_exists(claim) OR expires_at_iso <= :now',
    ExpressionAttributeValues: { ':now': made.now },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  };
  return [{ Put: put }];
}

/** What a key was used for; undefined once expired at `now`. */
export async function findIdempotencyRecord(
  connection: DynamodbConnection,
  scope: string,
  key: string,
  now: string,
): Promise<IdempotencyRecord | undefined> {
  const item = await findClaim(connection, claimOf.idempotencyKey(scope, key));
  // The engine removes expired items days late.
  return item && String(item['expires_at_iso']) > now ? toRecord(item) : undefined;
}

export function toRecord(item: Item): IdempotencyRecord {
  return { fingerprint: String(item['fingerprint']), resultId: String(item['order_id']) };
}
