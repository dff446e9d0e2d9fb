import { AppError } from '../../domain/errors.ts';
import type { Log } from '../../ports/log.ts';
import type { SessionStore } from '../../ports/session-store.ts';

interface EndSessionPorts {
  readonly sessions: SessionStore;
  readonly log: Log;
}

/** Ends one session: its tokens are worth nothing from here on. @throws AppError SESSION_NOT_FOUND */
export function endSession({ sessions, log }: EndSessionPorts) {
  return async (userId: string, sessionId: string): Promise<void> => {
    if (!(await sessions.endSession(userId, sessionId))) throw new AppError('SESSION_NOT_FOUND');
    log.info({ event: 'session-ended', userId, sessionId }, 'sign-in');
  };
}
