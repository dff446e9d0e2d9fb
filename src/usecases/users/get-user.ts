import { AppError } from '../../domain/errors.ts';
import type { User } from '../../domain/user.ts';
import type { UserRef } from '../../domain/user-ref.ts';
import type { UserStore } from '../../ports/user-store.ts';

/** @throws AppError USER_NOT_FOUND */
export function getUser({ users }: { readonly users: UserStore }) {
  return async (ref: UserRef): Promise<User> => {
    const user =
      'userId' in ref ? await users.findUser(ref.userId) : await users.findUserByEmail(ref.email);
    if (user === undefined) throw new AppError('USER_NOT_FOUND');
    return user;
  };
}
