import { AppError } from '../../domain/errors.ts';
import type { Log } from '../../ports/log.ts';
import type { UserStore } from '../../ports/user-store.ts';

interface EndAllSessionsPorts {
  readonly users: UserStore;
  readonly log: Log;
}

/** Ends every session of an account in one step. @throws AppError USER_NOT_FOUND */
export function endAllSessions({ users, log }: EndAllSessionsPorts) {
  return async (userId: string): Promise<void> => {
    if ((await users.endSessions(userId)) === 'not-found') throw new AppError('USER_NOT_FOUND');
    log.info({ event: 'all-sessions-ended', userId }, 'sign-in');
  };
}
