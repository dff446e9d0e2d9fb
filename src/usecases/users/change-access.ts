import { AppError } from '../../domain/errors.ts';
import type { Role, User, UserStatus } from '../../domain/user.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { UserStore } from '../../ports/user-store.ts';

interface ChangeAccessPorts {
  readonly users: UserStore;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Sets an account's role or status and ends its sessions. `expectedVersions` are those the caller
 * will change; undefined is any.
 * @throws AppError USER_NOT_FOUND, VERSION_MISMATCH, LAST_ADMIN
 */
export function changeAccess({ users, clock, log }: ChangeAccessPorts) {
  return async (
    userId: string,
    access: { readonly role: Role } | { readonly status: UserStatus },
    expectedVersions?: readonly number[] | undefined,
  ): Promise<User> => {
    const updatedAt = clock().toISOString();
    const outcome = await users.changeAccess(userId, access, { updatedAt, expectedVersions });
    switch (outcome.kind) {
      case 'changed':
        log.info({ event: 'access-changed', userId, ...access }, 'sign-in');
        return outcome.user;
      case 'not-found':
        throw new AppError('USER_NOT_FOUND');
      case 'version-mismatch':
        throw new AppError('VERSION_MISMATCH');
      case 'last-admin':
        throw new AppError('LAST_ADMIN');
    }
  };
}
