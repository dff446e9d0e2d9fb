import type { Page, PageRequest } from '../domain/page.ts';
import type { Role, User, UserChanges, UserStatus } from '../domain/user.ts';

export interface UserFilter {
  /** Normalised, exact. */
  readonly email?: string | undefined;
  /** Normalised start of the email; the list is then in the order of the emails. */
  readonly emailPrefix?: string | undefined;
  readonly status?: UserStatus | undefined;
  readonly role?: Role | undefined;
}

export type CreateUserOutcome = 'created' | 'email-taken' | 'user-id-taken';

export type UpdateUserOutcome =
  | { readonly kind: 'updated'; readonly user: User }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'version-mismatch' }
  | { readonly kind: 'email-taken' };

export type DeleteUserOutcome = 'deleted' | 'not-found' | 'version-mismatch';

export interface UserStore {
  /**
   * Writes the account and claims its email in one step: of any number of parallel calls with one
   * email or one id exactly one is `created`. The id of a deleted account stays taken, since its
   * orders stay.
   */
  createUser(user: User, passwordHash?: string): Promise<CreateUserOutcome>;
  findUser(userId: string): Promise<User | undefined>;
  findUserByEmail(email: string): Promise<User | undefined>;
  findUserIdByEmail(email: string): Promise<string | undefined>;
  /** A cheap courtesy before a creation; it may not see an account of this very moment. */
  isEmailKnown(email: string): Promise<boolean>;
  /**
   * Merges the changes in one step and raises the version; a new email is claimed and the old one
   * freed in the same step. With `expectedVersions`, only if the account still has one of them.
   */
  updateUser(
    userId: string,
    changes: UserChanges,
    options: {
      readonly updatedAt: string;
      readonly expectedVersions?: readonly number[] | undefined;
    },
  ): Promise<UpdateUserOutcome>;
  /** Removes the account, its credentials and its cart in one step; orders stay. */
  deleteUser(
    userId: string,
    options: {
      readonly deletedAt: string;
      readonly expectedVersions?: readonly number[] | undefined;
    },
  ): Promise<DeleteUserOutcome>;
  /** In an order of the store's own; a full walk sees every account that stays throughout exactly once. */
  listUsers(filter: UserFilter, page: PageRequest): Promise<Page<User>>;
}
