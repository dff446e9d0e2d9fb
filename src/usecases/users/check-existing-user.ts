import { AppError } from '../../domain/errors.ts';
import type { UserStore } from '../../ports/user-store.ts';

/** A courtesy before a registration's atomic create. @throws AppError USER_EXISTS */
export function checkExistingUser({ users }: { readonly users: UserStore }) {
  return async (email: string): Promise<void> => {
    if (await users.isEmailKnown(email)) throw new AppError('USER_EXISTS');
  };
}
