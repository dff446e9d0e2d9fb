import { AppError } from '../../domain/errors.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import type { Session } from '../../domain/session.ts';
import type { Clock } from '../../ports/clock.ts';
import type { SessionStore } from '../../ports/session-store.ts';
import type { UserStore } from '../../ports/user-store.ts';

interface ListSessionsPorts {
  readonly users: UserStore;
  readonly sessions: SessionStore;
  readonly clock: Clock;
}

/** The live sessions of an account, newest first. @throws AppError USER_NOT_FOUND */
export function listSessions({ users, sessions, clock }: ListSessionsPorts) {
  return async (userId: string, page: PageRequest): Promise<Page<Session>> => {
    const account = await users.findCredentials({ userId });
    if (account === undefined) throw new AppError('USER_NOT_FOUND');
    return sessions.listSessions(account, clock().toISOString(), page);
  };
}
