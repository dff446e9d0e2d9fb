import { AppError } from '../../domain/errors.ts';
import { newCustomer } from '../../domain/new-customer.ts';
import type { User, UserProfile } from '../../domain/user.ts';
import type { Clock } from '../../ports/clock.ts';
import type { NewId } from '../../ports/new-id.ts';
import type { UserStore } from '../../ports/user-store.ts';

interface CreateUserPorts {
  readonly users: UserStore;
  readonly newId: NewId;
  readonly clock: Clock;
}

/** Makes an account without a password. @throws AppError USER_EXISTS when the email has one. */
export function createUser({ users, newId, clock }: CreateUserPorts) {
  return async (profile: UserProfile): Promise<User> => {
    if (await users.isEmailKnown(profile.email)) throw new AppError('USER_EXISTS');
    const user = newCustomer(newId(), profile, clock());
    const outcome = await users.createUser(user);
    if (outcome !== 'created') throw new AppError('USER_EXISTS');
    return user;
  };
}
