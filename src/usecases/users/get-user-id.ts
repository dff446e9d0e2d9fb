import { AppError } from '../../domain/errors.ts';
import type { UserStore } from '../../ports/user-store.ts';

/** The id of the account with this email. @throws AppError USER_NOT_FOUND */
export function getUserId({ users }: { readonly users: UserStore }) {
  return async (email: string): Promise<string> => {
    const userId = await users.findUserIdByEmail(email);
    if (userId === undefined) throw new AppError('USER_NOT_FOUND');
    return userId;
  };
}
