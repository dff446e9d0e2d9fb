import { AppError } from '../../domain/errors.ts';
import type { KeptSession } from '../../domain/session.ts';
import type { User, UserChanges } from '../../domain/user.ts';
import type { Clock } from '../../ports/clock.ts';
import type { UserStore } from '../../ports/user-store.ts';

interface UpdateUserPorts {
  readonly users: UserStore;
  readonly clock: Clock;
}

/**
 * Merges the changes into the account and gives the whole of it as it is then. A new email ends
 * every session but `keptSession`.
 * `expectedVersions` are those the caller will change; undefined is any.
 * @throws AppError USER_NOT_FOUND, VERSION_MISMATCH, EMAIL_TAKEN
 */
export function updateUser({ users, clock }: UpdateUserPorts) {
  return async (
    userId: string,
    changes: UserChanges,
    options: {
      readonly expectedVersions?: readonly number[] | undefined;
      readonly keptSession?: KeptSession | undefined;
    } = {},
  ): Promise<User> => {
    const updatedAt = clock().toISOString();
    const outcome = await users.updateUser(userId, changes, { updatedAt, ...options });
    switch (outcome.kind) {
      case 'updated':
        return outcome.user;
      case 'not-found':
        throw new AppError('USER_NOT_FOUND');
      case 'version-mismatch':
        throw new AppError('VERSION_MISMATCH');
      case 'email-taken':
        throw new AppError('EMAIL_TAKEN');
    }
  };
}
