import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { countAttempt, type Throttle, type ThrottleCount } from '../../domain/throttle.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { isConditionalFailure, itemOfFailedWrite } from './dynamodb-errors.ts';
import { giveBack } from './give-back-attempt.ts';
import type { Item } from './read-pages.ts';
import { limitAttributes, toCount } from './throttle-item.ts';
import { updateOnce } from './update-once.ts';

/** How often a count starts over when others change it first. */
const MAX_ATTEMPTS = 8;
const RETRY_MS = 1_000;

/** One counted attempt, and what was there before. */
export interface TakenAttempt {
  readonly throttle: Throttle;
  readonly writeId: string;
  /** `unknown` after a lost answer. */
  readonly before: Item | undefined | 'unknown';
}

/** Counts one attempt under one throttle, in one call while attempts are free. */
export async function take(
  connection: DynamodbConnection,
  throttle: Throttle,
  now: string,
): Promise<TakenAttempt | { readonly waitUntil: string }> {
  const writeId = connection.newId();
  let seen: Item | undefined;
  if (throttle.freeAttempts > 1) {
    const { kind, item } = await takeFree(connection, throttle, now, writeId);
    if (kind === 'done') return { throttle, writeId, before: item };
    if (kind === 'repeated') return { throttle, writeId, before: 'unknown' };
    seen = item;
  }
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const next = countAttempt(throttle, seen && toCount(seen), now);
    if ('waitUntil' in next) return next;
    const met = await putCount(connection, throttle.key, next.count, seen, writeId);
    if (met === 'written') return { throttle, writeId, before: seen };
    seen = met.item;
  }
  return { waitUntil: new Date(Date.parse(now) + RETRY_MS).toISOString() };
}

/** What `countAttempt` does while attempts are free, wherever that holds of what is kept. */
function takeFree(
  connection: DynamodbConnection,
  { key, freeAttempts, expiresAt }: Throttle,
  now: string,
  writeId: string,
) {
  return updateOnce(connection, {
    TableName: connection.names.throttles,
    Key: { throttle: key },
    attributes: limitAttributes({ expiresAt }),
    added: { attempts: 1 },
    condition:
      'attribute_not_exists(throttle) OR (expires_at > :now AND attempts < :last AND (attribute_not_exists(blocked_until) OR blocked_until <= :now))',
    values: { ':now': now, ':last': freeAttempts - 1 },
    returns: 'ALL_OLD',
    writeId,
  });
}

/** Writes the count in place of the one seen, or gives what is there instead. */
async function putCount(
  connection: DynamodbConnection,
  key: string,
  count: ThrottleCount,
  seen: Item | undefined,
  writeId: string,
): Promise<'written' | { readonly item: Item | undefined }> {
  const { attempts } = count;
  const attributes = { attempts, ...limitAttributes(count), last_write: writeId };
  try {
    await connection.send(
      new PutCommand({
        TableName: connection.names.throttles,
        Item: { throttle: key, ...attributes },
        ...unchanged(seen),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return 'written';
  } catch (error) {
    if (!isConditionalFailure(error)) throw error;
    const item = itemOfFailedWrite(error);
    return item?.['last_write'] === writeId ? 'written' : { item };
  }
}

/** Every write leaves another mark. */
function unchanged(seen: Item | undefined) {
  return seen === undefined
    ? { ConditionExpression: 'attribute_not_exists(throttle)' }
    : {
        ConditionExpression: 'last_write = :seen',
        ExpressionAttributeValues: { ':seen': seen['last_write'] },
      };
}

/** As if the attempt was never counted; where others have counted since, by giving it back. */
export async function undo(
  connection: DynamodbConnection,
  { throttle, writeId, before }: TakenAttempt,
  now: string,
): Promise<void> {
  const write = {
    TableName: connection.names.throttles,
    ...unchanged({ last_write: writeId }),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  };
  if (before === 'unknown') return giveBack(connection, throttle, now);
  try {
    await connection.send(
      before === undefined
        ? new DeleteCommand({ ...write, Key: { throttle: throttle.key } })
        : new PutCommand({ ...write, Item: { ...before } }),
    );
  } catch (error) {
    if (!isConditionalFailure(error)) throw error;
    const item = itemOfFailedWrite(error);
    // After a lost answer it finds its own work done.
    if (item?.['last_write'] !== before?.['last_write']) await giveBack(connection, throttle, now);
  }
}
