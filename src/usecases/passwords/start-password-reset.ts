import { AppError } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { OpaqueTokens } from '../../ports/opaque-tokens.ts';
import type { UserStore } from '../../ports/user-store.ts';

/** For how long a reset token may be used. */
const RESET_SECONDS = 60 * 60;

interface StartPasswordResetPorts {
  readonly users: UserStore;
  readonly opaqueTokens: OpaqueTokens;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * An admin starts a reset but never chooses the password (ASVS 5.0 6.4.6): the old one and every
 * session end, and whoever is handed the token sets the new one.
 * @throws AppError USER_NOT_FOUND
 */
export function startPasswordReset({ users, opaqueTokens, clock, log }: StartPasswordResetPorts) {
  return async (
    userId: string,
  ): Promise<{ readonly token: string; readonly expiresInSeconds: number }> => {
    const { token, tokenHash } = opaqueTokens.newResetToken(userId);
    const expiresAt = new Date(clock().getTime() + RESET_SECONDS * 1000).toISOString();
    const outcome = await users.startPasswordReset(userId, { tokenHash, expiresAt });
    if (outcome === 'not-found') throw new AppError('USER_NOT_FOUND');
    log.info({ event: 'password-reset-started', userId }, 'sign-in');
    return { token, expiresInSeconds: RESET_SECONDS };
  };
}
