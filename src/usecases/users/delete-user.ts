import { AppError } from '../../domain/errors.ts';
import type { UserRef } from '../../domain/user-ref.ts';
import type { Clock } from '../../ports/clock.ts';
import type { UserStore } from '../../ports/user-store.ts';

interface DeleteUserPorts {
  readonly users: UserStore;
  readonly clock: Clock;
}

/**
 * Deletes the account with its cart; its orders stay, without personal data.
 * `expectedVersions` are those the caller will delete; undefined is any.
 * @throws AppError USER_NOT_FOUND, VERSION_MISMATCH, LAST_ADMIN
 */
export function deleteUser({ users, clock }: DeleteUserPorts) {
  return async (ref: UserRef, expectedVersions?: readonly number[] | undefined): Promise<void> => {
    const userId = 'userId' in ref ? ref.userId : await users.findUserIdByEmail(ref.email);
    if (userId === undefined) throw new AppError('USER_NOT_FOUND');
    const deletedAt = clock().toISOString();
    const outcome = await users.deleteUser(userId, { deletedAt, expectedVersions });
    if (outcome === 'not-found') throw new AppError('USER_NOT_FOUND');
    if (outcome === 'version-mismatch') throw new AppError('VERSION_MISMATCH');
    if (outcome === 'last-admin') throw new AppError('LAST_ADMIN');
  };
}
