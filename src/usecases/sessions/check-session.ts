import type { UserCaller } from '../../domain/caller.ts';
import { AppError } from '../../domain/errors.ts';
import { isLiveSession } from '../../domain/session.ts';
import type { Clock } from '../../ports/clock.ts';
import type { SessionStore } from '../../ports/session-store.ts';

interface CheckSessionPorts {
  readonly sessions: SessionStore;
  readonly clock: Clock;
}

/**
 * The caller as their account is now, for whatever a token alone does not allow: an ended session,
 * a disabled or deleted account stops at once. @throws AppError INVALID_TOKEN
 */
export function checkSession({ sessions, clock }: CheckSessionPorts) {
  return async ({ userId, sessionId }: UserCaller): Promise<UserCaller> => {
    const found = await sessions.findSession(userId, sessionId);
    if (found === undefined || !isLiveSession(found.session, found.account, clock())) {
      throw new AppError('INVALID_TOKEN');
    }
    const { role, email, sessionEpoch } = found.account;
    return { kind: 'user', userId, sessionId, role, email, sessionEpoch };
  };
}
