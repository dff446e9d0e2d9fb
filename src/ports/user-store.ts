import type { Page, PageRequest } from '../domain/page.ts';
import type { AccountAccess, KeptSession } from '../domain/session.ts';
import type { Role, User, UserChanges, UserStatus } from '../domain/user.ts';
import type { UserRef } from '../domain/user-ref.ts';

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

export type DeleteUserOutcome = 'deleted' | 'not-found' | 'version-mismatch' | 'last-admin';

export type ChangeAccessOutcome =
  | { readonly kind: 'changed'; readonly user: User }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'version-mismatch' }
  | { readonly kind: 'last-admin' };

/** What sign-in reads of an account, and no view ever shows. */
export interface Credentials extends AccountAccess {
  /** Undefined for an account without a password. */
  readonly passwordHash?: string | undefined;
  /** A password reset that was started and not used; it may have expired. */
  readonly pendingReset?: PendingReset | undefined;
}

export interface PendingReset {
  readonly tokenHash: string;
  /** ISO 8601 in UTC. */
  readonly expiresAt: string;
}

/** By what right a password is set; where it no longer holds, nothing is changed. */
export type PasswordProof =
  | { readonly passwordHash: string }
  /** `now` is ISO 8601 in UTC. */
  | { readonly resetTokenHash: string; readonly now: string };

/** Which sessions a change ends. */
export type SessionsEnded = 'none' | 'all' | { readonly allBut: KeptSession };

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
   * freed in the same step, which ends every session but `keptSession`. With `expectedVersions`,
   * only if the account still has one of them.
   */
  updateUser(
    userId: string,
    changes: UserChanges,
    options: {
      readonly updatedAt: string;
      readonly keptSession?: KeptSession | undefined;
      readonly expectedVersions?: readonly number[] | undefined;
    },
  ): Promise<UpdateUserOutcome>;
  /**
   * Sets the role or the status in one step, raises the version and ends every session. An account
   * that has it already stays as it is. Nobody is left without an active admin: of two admins that
   * take each other's role at once, one is told `last-admin`.
   */
  changeAccess(
    userId: string,
    access: { readonly role: Role } | { readonly status: UserStatus },
    options: {
      readonly updatedAt: string;
      readonly expectedVersions?: readonly number[] | undefined;
    },
  ): Promise<ChangeAccessOutcome>;
  findCredentials(ref: UserRef): Promise<Credentials | undefined>;
  /** One conditional write; any reset that was pending is over. The version stays. */
  setPassword(
    userId: string,
    passwordHash: string,
    options: { readonly proof: PasswordProof; readonly ends: SessionsEnded },
  ): Promise<'set' | 'refused'>;
  /** Takes the password away, ends every session and lets the reset token's owner set a new one. */
  startPasswordReset(userId: string, reset: PendingReset): Promise<'started' | 'not-found'>;
  endSessions(userId: string): Promise<'ended' | 'not-found'>;
  /**
   * Removes the account, its credentials, its sessions and its cart in one step; orders stay. The
   * last active admin stays too.
   */
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
