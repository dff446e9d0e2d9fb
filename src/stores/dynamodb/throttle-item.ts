import type { ThrottleCount } from '../../domain/throttle.ts';
import { expirySeconds } from './expiry-seconds.ts';
import type { Item } from './read-pages.ts';

/** Everything but the number of attempts. */
export function limitAttributes({ blockedUntil, expiresAt }: Omit<ThrottleCount, 'attempts'>) {
  return {
    blocked_until: blockedUntil,
    expires_at: expiresAt,
    expires_at_seconds: expirySeconds(expiresAt),
  };
}

/** Also of an item that has expired: the engine removes it days late. */
export function toCount(item: Item): ThrottleCount {
  return {
    attempts: Number(item['attempts']),
    blockedUntil: item['blocked_until'] as string | undefined,
    expiresAt: String(item['expires_at']),
  };
}
