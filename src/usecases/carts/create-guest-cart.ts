import { guestCartThrottles, tooManyAttempts } from '../../domain/throttle.ts';
import type { CartStore } from '../../ports/cart-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { NewId } from '../../ports/new-id.ts';
import type { OpaqueTokens } from '../../ports/opaque-tokens.ts';
import type { ThrottleStore } from '../../ports/throttle-store.ts';

interface CreateGuestCartPorts {
  readonly carts: CartStore;
  readonly throttles: ThrottleStore;
  readonly opaqueTokens: OpaqueTokens;
  readonly newId: NewId;
  readonly clock: Clock;
}

/**
 * An empty cart for somebody without an account. `source` is the network address it is counted
 * under.
 * @throws AppError TOO_MANY_ATTEMPTS
 */
export function createGuestCart(ports: CreateGuestCartPorts) {
  const { carts, throttles, opaqueTokens, newId, clock } = ports;
  return async (source: string): Promise<{ readonly cartId: string; readonly secret: string }> => {
    const now = clock();
    const attempt = await throttles.takeAttempt(guestCartThrottles(source, now), now.toISOString());
    if (attempt.kind === 'wait') throw tooManyAttempts(attempt.until, now);
    const cartId = newId();
    const { token: secret, tokenHash: secretHash } = opaqueTokens.newCartSecret();
    await carts.createGuestCart({ cartId, secretHash, createdAt: now.toISOString() });
    return { cartId, secret };
  };
}
