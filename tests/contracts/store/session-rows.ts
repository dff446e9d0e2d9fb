import {
  type AccountAccess,
  isLiveSession,
  type Session,
  sessionLife,
} from '../../../src/domain/session.ts';
import type { Throttle } from '../../../src/domain/throttle.ts';
import type { SessionRotation } from '../../../src/ports/session-store.ts';
import type { Store } from '../../../src/ports/store.ts';
import { instant, walk } from './sample-rows.ts';

export function sampleSession(
  userId: string,
  sessionId: string,
  over: Partial<Session> = {},
): Session {
  const createdAt = over.createdAt ?? instant();
  return {
    userId,
    sessionId,
    epoch: 0,
    familyHash: `family of ${sessionId}`,
    refreshHash: `${sessionId} 0`,
    createdAt,
    ...sessionLife(new Date(createdAt)),
    userAgent: 'Browser',
    ...over,
  };
}

export function accountOf(userId: string, over: Partial<AccountAccess> = {}): AccountAccess {
  const email = `${userId}@example.com`;
  return { userId, email, role: 'customer', status: 'active', sessionEpoch: 0, ...over };
}

/** How long after `instant()` a sample throttle expires. */
export const THROTTLE_SECONDS = 3600;

export function sampleThrottle(key: string, over: Partial<Throttle> = {}): Throttle {
  return {
    key,
    freeAttempts: 3,
    firstWaitSeconds: 1,
    longestWaitSeconds: 8,
    expiresAt: instant(THROTTLE_SECONDS),
    ...over,
  };
}

/** Signs in: the session has the epoch that the account has now. */
export async function startSessions(
  { users, sessions }: Store,
  userId: string,
  ...sessionIds: readonly string[]
): Promise<readonly Session[]> {
  const epoch = (await users.findCredentials({ userId }))?.sessionEpoch ?? 0;
  const started = sessionIds.map((id) => sampleSession(userId, id, { epoch }));
  for (const session of started) await sessions.startSession(session);
  return started;
}

/** The rotation of a sample session from its token of one number to that of the next. */
export function rotationOf(
  { userId, sessionId }: Pick<Session, 'userId' | 'sessionId'>,
  from = 0,
  refreshHash = `${sessionId} ${from + 1}`,
): SessionRotation {
  const { lastUsedAt, idleExpiresAt } = sessionLife(new Date(instant(60 * (from + 1))));
  return {
    userId,
    sessionId,
    refreshHash,
    previous: {
      refreshHash: `${sessionId} ${from}`,
      rotatedAt: lastUsedAt,
      sealedSuccessor: `sealed ${refreshHash}`,
    },
    lastUsedAt,
    idleExpiresAt,
  };
}

/** Those of the account's sessions that the list shows, newest first. */
export async function listedIds(
  { users, sessions }: Store,
  userId: string,
): Promise<readonly string[]> {
  const account = await users.findCredentials({ userId });
  if (account === undefined) return [];
  const listed = await walk((page) => sessions.listSessions(account, instant(1), page), 2);
  return listed.map((session) => session.sessionId);
}

/** Those of the named sessions that still stand, each looked up by itself. */
export async function standingIds(
  { sessions }: Store,
  userId: string,
  sessionIds: readonly string[],
): Promise<readonly string[]> {
  const found = await Promise.all(sessionIds.map((id) => sessions.findSession(userId, id)));
  return found.flatMap((one) =>
    one && isLiveSession(one.session, one.account, new Date(instant(1)))
      ? [one.session.sessionId]
      : [],
  );
}
