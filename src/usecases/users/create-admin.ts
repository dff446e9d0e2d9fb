import { AppError } from '../../domain/errors.ts';
import { newCustomer } from '../../domain/new-customer.ts';
import { normalisePassword, personalWordsOf } from '../../domain/password-policy.ts';
import type { Clock } from '../../ports/clock.ts';
import type { NewId } from '../../ports/new-id.ts';
import type { Passwords } from '../../ports/passwords.ts';
import type { UserStore } from '../../ports/user-store.ts';

interface CreateAdminPorts {
  readonly users: UserStore;
  readonly passwords: Passwords;
  readonly clock: Clock;
  readonly newId: NewId;
}

/**
 * Makes an account that is an admin from the start, for who has the machine and nobody else.
 * @throws AppError INVALID_INPUT (password), USER_EXISTS
 */
export function createAdmin({ users, passwords, clock, newId }: CreateAdminPorts) {
  return async (email: string, rawPassword: string): Promise<{ readonly userId: string }> => {
    const password = normalisePassword(rawPassword);
    const problems = await passwords.problems(password, personalWordsOf({ email }));
    if (problems.length > 0) throw new AppError('INVALID_INPUT', { problems });
    const passwordHash = await passwords.hash(password);
    const userId = newId();
    const admin = { ...newCustomer(userId, { email }, clock()), role: 'admin' as const };
    const outcome = await users.createUser(admin, passwordHash);
    if (outcome !== 'created') throw new AppError('USER_EXISTS');
    return { userId };
  };
}
