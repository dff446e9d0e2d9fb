import { AppError } from '../../domain/errors.ts';
import { newCustomer } from '../../domain/new-customer.ts';
import type { UserProfile } from '../../domain/user.ts';
import type { Clock } from '../../ports/clock.ts';
import type { UserStore } from '../../ports/user-store.ts';

interface RegisterShopUserPorts {
  readonly users: UserStore;
  readonly clock: Clock;
}

/**
 * The shop document's `operation=register`: the account is made under the client's own id. The
 * same call again is answered the same and changes nothing.
 * @throws AppError USER_EXISTS when the id or the email is another account's
 */
export function registerShopUser({ users, clock }: RegisterShopUserPorts) {
  return async (userId: string, profile: UserProfile): Promise<void> => {
    const known = await users.isEmailKnown(profile.email);
    const outcome = known || (await users.createUser(newCustomer(userId, profile, clock())));
    if (outcome === 'created') return;
    const existing = await users.findUser(userId);
    const sameCall =
      existing?.email === profile.email &&
      existing.firstname === profile.firstname &&
      existing.lastname === profile.lastname;
    if (!sameCall) throw new AppError('USER_EXISTS');
  };
}
