import type { UserCaller } from '../../domain/caller.ts';
import { AppError, type FieldProblem } from '../../domain/errors.ts';
import { normalisePassword, personalWordsOf } from '../../domain/password-policy.ts';
import type { KeptSession } from '../../domain/session.ts';
import { guessThrottles, tooManyAttempts } from '../../domain/throttle.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { OpaqueTokens } from '../../ports/opaque-tokens.ts';
import type { Passwords } from '../../ports/passwords.ts';
import type { ThrottleStore } from '../../ports/throttle-store.ts';
import type { UserStore } from '../../ports/user-store.ts';

interface ChangePasswordPorts {
  readonly users: UserStore;
  readonly throttles: ThrottleStore;
  readonly passwords: Passwords;
  readonly opaqueTokens: OpaqueTokens;
  readonly clock: Clock;
  readonly log: Log;
}

interface PasswordChange {
  readonly currentPassword: string;
  readonly newPassword: string;
  /** The network address the attempt is counted under. */
  readonly source: string;
}

/**
 * Sets a new password and ends every session but the caller's. The current one is guessed no
 * faster here than at sign-in.
 * @throws AppError INVALID_INPUT (either password), TOO_MANY_ATTEMPTS, PASSWORD_QUEUE_FULL
 */
export function changePassword(ports: ChangePasswordPorts) {
  const { users, throttles, passwords, opaqueTokens, clock, log } = ports;
  return async (
    caller: UserCaller,
    { currentPassword, newPassword, source }: PasswordChange,
  ): Promise<void> => {
    const { userId, sessionId, sessionEpoch: epoch = -1 } = caller;
    const user = await users.findUser(userId);
    if (user === undefined) throw new AppError('INVALID_TOKEN');
    const password = normalisePassword(newPassword);
    const found = await passwords.problems(password, personalWordsOf(user));
    const problems = found.map(({ detail }) => ({ pointer: '#/new_password', detail }));
    if (problems.length > 0) throw new AppError('INVALID_INPUT', { problems });

    const now = clock();
    const counted = guessThrottles(opaqueTokens.digest(user.email), source, now);
    const attempt = await throttles.takeAttempt(counted, now.toISOString());
    if (attempt.kind === 'wait') throw tooManyAttempts(attempt.until, now);
    let isSet: boolean;
    try {
      isSet = await setPassword(ports, userId, {
        kept: { sessionId, epoch },
        currentPassword,
        password,
      });
    } catch (error) {
      await throttles.giveBackAttempt(counted, now.toISOString());
      throw error;
    }
    if (!isSet) {
      log.warn({ event: 'password-change-failed', userId, source }, 'sign-in');
      throw new AppError('INVALID_INPUT', { problems: [WRONG_PASSWORD] });
    }
    await throttles.giveBackAttempt(counted, now.toISOString());
    log.info({ event: 'password-changed', userId, source }, 'sign-in');
  };
}

const WRONG_PASSWORD: FieldProblem = {
  pointer: '#/current_password',
  detail: 'is not the current password',
};

async function setPassword(
  { users, passwords }: ChangePasswordPorts,
  userId: string,
  change: {
    readonly kept: KeptSession;
    readonly currentPassword: string;
    readonly password: string;
  },
): Promise<boolean> {
  const { passwordHash } = (await users.findCredentials({ userId })) ?? {};
  const { matches } = await passwords.verify(change.currentPassword, passwordHash);
  if (passwordHash === undefined || !matches) return false;
  const renewed = await passwords.hash(change.password);
  const outcome = await users.setPassword(userId, renewed, {
    proof: { passwordHash },
    ends: { allBut: change.kept },
  });
  return outcome === 'set';
}
