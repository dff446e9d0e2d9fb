import { AppError } from '../../domain/errors.ts';
import { normalisePassword, personalWordsOf } from '../../domain/password-policy.ts';
import { signUpThrottles, tooManyAttempts } from '../../domain/throttle.ts';
import type { UserProfile } from '../../domain/user.ts';
import type { Clock } from '../../ports/clock.ts';
import type { NewId } from '../../ports/new-id.ts';
import type { Passwords } from '../../ports/passwords.ts';
import type { SealedCredentials } from '../../ports/sealed-credentials.ts';
import type { ThrottleStore } from '../../ports/throttle-store.ts';
import type { Workflows } from '../../ports/workflows.ts';

interface RegisterUserPorts {
  readonly workflows: Workflows;
  readonly throttles: ThrottleStore;
  readonly passwords: Passwords;
  readonly credentials: SealedCredentials;
  readonly clock: Clock;
  readonly newId: NewId;
}

/**
 * Checks and hashes the password, then runs the workflow User Registration, which never sees it.
 * `source` is the network address the sign-up is counted under; undefined for who is not counted.
 * @throws AppError INVALID_INPUT (password), USER_EXISTS, TOO_MANY_ATTEMPTS, PASSWORD_QUEUE_FULL
 */
export function registerUser(ports: RegisterUserPorts) {
  const { workflows, throttles, passwords, credentials, clock, newId } = ports;
  return async (
    profile: UserProfile,
    rawPassword: string,
    source: string | undefined,
  ): Promise<{ readonly userId: string; readonly email: string }> => {
    const password = normalisePassword(rawPassword);
    const problems = await passwords.problems(password, personalWordsOf(profile));
    if (problems.length > 0) throw new AppError('INVALID_INPUT', { problems });

    if (source !== undefined) {
      const now = clock();
      const attempt = await throttles.takeAttempt(signUpThrottles(source, now), now.toISOString());
      if (attempt.kind === 'wait') throw tooManyAttempts(attempt.until, now);
    }
    const userId = newId();
    const credential = credentials.seal(await passwords.hash(password), userId);
    await workflows.run('user-registration', { userId, profile, credential });
    return { userId, email: profile.email };
  };
}
