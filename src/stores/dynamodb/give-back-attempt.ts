import type { Throttle } from '../../domain/throttle.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { toCount } from './throttle-item.ts';
import { updateOnce } from './update-once.ts';

/** How often it starts over when others change under it on which side of the free ones the count is. */
const MAX_ATTEMPTS = 8;

/**
 * What `uncountAttempt` does to what is kept. It only ever adds to the count, so that of many at
 * once none is lost.
 */
export async function giveBack(
  connection: DynamodbConnection,
  { key, freeAttempts }: Throttle,
  now: string,
): Promise<void> {
  const writeId = connection.newId();
  let isFreeAgain = true;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const { kind, item } = await updateOnce(connection, {
      TableName: connection.names.throttles,
      Key: { throttle: key },
      attributes: isFreeAgain ? { blocked_until: undefined } : {},
      added: { attempts: -1 },
      condition: `expires_at > :now AND attempts > :zero AND attempts ${isFreeAgain ? '<=' : '>'} :free`,
      values: { ':now': now, ':zero': 0, ':free': freeAttempts },
      writeId,
    });
    if (kind !== 'refused' || item === undefined) return;
    const { attempts, expiresAt } = toCount(item);
    if (expiresAt <= now || attempts === 0) return;
    isFreeAgain = attempts <= freeAttempts;
  }
}
