import { AppError } from '../../domain/errors.ts';
import { isLiveSession, isWithinGrace, type Session, sessionLife } from '../../domain/session.ts';
import type { AccessTokens } from '../../ports/access-tokens.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { OpaqueTokens, PresentedRefreshToken } from '../../ports/opaque-tokens.ts';
import type { SessionStore } from '../../ports/session-store.ts';

interface RefreshSessionPorts {
  readonly sessions: SessionStore;
  readonly accessTokens: AccessTokens;
  readonly opaqueTokens: OpaqueTokens;
  readonly clock: Clock;
  readonly log: Log;
}

/** A lost rotation is read again; that each reading loses again takes a rotation in between. */
const MAX_ATTEMPTS = 4;

/**
 * Gives the session's next refresh token and a new access token. A repeated or parallel refresh
 * within the grace gets the same successor; a token used after it ends the session, since somebody
 * else has it too (RFC 9700 section 4.14.2).
 * @throws AppError INVALID_REFRESH_TOKEN
 */
export function refreshSession(ports: RefreshSessionPorts) {
  const { sessions, accessTokens, opaqueTokens, clock, log } = ports;
  return async (token: string) => {
    const presented = opaqueTokens.readRefreshToken(token);
    if (presented === undefined) throw new AppError('INVALID_REFRESH_TOKEN');
    const { userId, sessionId } = presented;
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const now = clock();
      const found = await sessions.findSession(userId, sessionId);
      const isKnown = found?.session.familyHash === presented.familyHash;
      if (!(found && isKnown && isLiveSession(found.session, found.account, now))) {
        throw new AppError('INVALID_REFRESH_TOKEN');
      }
      const refreshToken = await successor(ports, found.session, presented, token, now);
      if (refreshToken === 'reused') {
        await sessions.endSession(userId, sessionId);
        log.warn({ event: 'refresh-token-reused', userId, sessionId }, 'sign-in');
        throw new AppError('INVALID_REFRESH_TOKEN');
      }
      if (refreshToken !== 'changed') {
        const { role } = found.account;
        const accessToken = await accessTokens.sign({ userId, sessionId, role });
        return { userId, accessToken, refreshToken };
      }
    }
    throw new AppError('INVALID_REFRESH_TOKEN');
  };
}

async function successor(
  { sessions, opaqueTokens }: RefreshSessionPorts,
  { refreshHash, previous, createdAt }: Session,
  presented: PresentedRefreshToken,
  token: string,
  now: Date,
): Promise<string | 'reused' | 'changed'> {
  const { userId, sessionId, tokenHash } = presented;
  if (tokenHash === previous?.refreshHash && isWithinGrace(previous, now)) {
    return opaqueTokens.openSealed(previous.sealedSuccessor, token);
  }
  if (tokenHash !== refreshHash) return 'reused';
  const next = opaqueTokens.nextRefreshToken(token);
  const { lastUsedAt, idleExpiresAt } = sessionLife(now, new Date(createdAt));
  const outcome = await sessions.rotateSession({
    userId,
    sessionId,
    refreshHash: next.tokenHash,
    previous: {
      refreshHash: tokenHash,
      rotatedAt: now.toISOString(),
      sealedSuccessor: next.sealed,
    },
    lastUsedAt,
    idleExpiresAt,
  });
  return outcome === 'rotated' ? next.token : 'changed';
}
