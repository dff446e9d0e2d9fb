import { AppError } from '../../domain/errors.ts';
import { normalisePassword, personalWordsOf } from '../../domain/password-policy.ts';
import type { UserProfile } from '../../domain/user.ts';
import type { NewId } from '../../ports/new-id.ts';
import type { Passwords } from '../../ports/passwords.ts';
import type { SealedCredentials } from '../../ports/sealed-credentials.ts';
import type { Workflows } from '../../ports/workflows.ts';

interface RegisterUserPorts {
  readonly workflows: Workflows;
  readonly passwords: Passwords;
  readonly credentials: SealedCredentials;
  readonly newId: NewId;
}

/**
 * Checks and hashes the password, then runs the workflow User Registration, which never sees it.
 * @throws AppError INVALID_INPUT (password), USER_EXISTS, PASSWORD_QUEUE_FULL
 */
export function registerUser({ workflows, passwords, credentials, newId }: RegisterUserPorts) {
  return async (
    profile: UserProfile,
    rawPassword: string,
  ): Promise<{ readonly userId: string; readonly email: string }> => {
    const password = normalisePassword(rawPassword);
    const problems = await passwords.problems(password, personalWordsOf(profile));
    if (problems.length > 0) throw new AppError('INVALID_INPUT', { problems });

    const userId = newId();
    const credential = credentials.seal(await passwords.hash(password), userId);
    await workflows.run('user-registration', { userId, profile, credential });
    return { userId, email: profile.email };
  };
}
