import type { Page, PageRequest } from '../../domain/page.ts';
import type { User } from '../../domain/user.ts';
import type { UserFilter, UserStore } from '../../ports/user-store.ts';

/** @throws AppError INVALID_CURSOR */
export function listUsers({ users }: { readonly users: UserStore }) {
  return (filter: UserFilter, page: PageRequest): Promise<Page<User>> =>
    users.listUsers(filter, page);
}
