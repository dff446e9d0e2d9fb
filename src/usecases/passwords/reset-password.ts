import { AppError } from '../../domain/errors.ts';
import { normalisePassword, personalWordsOf } from '../../domain/password-policy.ts';
import { signUpThrottles, tooManyAttempts } from '../../domain/throttle.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { OpaqueTokens } from '../../ports/opaque-tokens.ts';
import type { Passwords } from '../../ports/passwords.ts';
import type { ThrottleStore } from '../../ports/throttle-store.ts';
import type { UserStore } from '../../ports/user-store.ts';

interface ResetPasswordPorts {
  readonly users: UserStore;
  readonly throttles: ThrottleStore;
  readonly passwords: Passwords;
  readonly opaqueTokens: OpaqueTokens;
  readonly clock: Clock;
  readonly log: Log;
}

interface PasswordReset {
  readonly resetToken: string;
  readonly newPassword: string;
  /** The network address the attempt is counted under. */
  readonly source: string;
}

/**
 * Sets a password by a reset token, which works once.
 * @throws AppError INVALID_RESET_TOKEN, INVALID_INPUT (new_password), TOO_MANY_ATTEMPTS,
 * PASSWORD_QUEUE_FULL
 */
export function resetPassword(ports: ResetPasswordPorts) {
  const { users, throttles, passwords, opaqueTokens, clock, log } = ports;
  return async ({ resetToken, newPassword, source }: PasswordReset): Promise<void> => {
    const now = clock();
    const counted = signUpThrottles(source, now);
    const attempt = await throttles.takeAttempt(counted, now.toISOString());
    if (attempt.kind === 'wait') throw tooManyAttempts(attempt.until, now);

    const presented = opaqueTokens.readResetToken(resetToken);
    if (presented === undefined) throw new AppError('INVALID_RESET_TOKEN');
    const { userId, tokenHash: resetTokenHash } = presented;
    const proof = { resetTokenHash, now: now.toISOString() };
    // Only the token's owner learns which words of the account a password may not be.
    const pending = (await users.findCredentials({ userId }))?.pendingReset;
    const isValid = pending?.tokenHash === resetTokenHash && pending.expiresAt > proof.now;
    const user = isValid ? await users.findUser(userId) : undefined;
    if (user === undefined) throw new AppError('INVALID_RESET_TOKEN');
    const password = normalisePassword(newPassword);
    const found = await passwords.problems(password, personalWordsOf(user));
    const problems = found.map(({ detail }) => ({ pointer: '#/new_password', detail }));
    if (problems.length > 0) throw new AppError('INVALID_INPUT', { problems });

    const passwordHash = await passwords.hash(password);
    const outcome = await users.setPassword(userId, passwordHash, { proof, ends: 'all' });
    if (outcome === 'refused') throw new AppError('INVALID_RESET_TOKEN');
    log.info({ event: 'password-reset', userId, source }, 'sign-in');
  };
}
