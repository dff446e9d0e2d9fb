import type { Session } from '../../domain/session.ts';
import { expirySeconds } from './expiry-seconds.ts';
import type { Item } from './read-pages.ts';

export function sessionItem(session: Session): Record<string, unknown> {
  return {
    user_id: session.userId,
    session_id: session.sessionId,
    // Again, since a filter may not name a key.
    own_id: session.sessionId,
    epoch: session.epoch,
    family_hash: session.familyHash,
    created_at: session.createdAt,
    expires_at: session.expiresAt,
    user_agent: session.userAgent,
    ...rotationAttributes(session),
  };
}

/** What each rotation writes anew. */
export function rotationAttributes({
  refreshHash,
  previous,
  lastUsedAt,
  idleExpiresAt,
}: Pick<Session, 'refreshHash' | 'previous' | 'lastUsedAt' | 'idleExpiresAt'>) {
  return {
    refresh_hash: refreshHash,
    previous_refresh_hash: previous?.refreshHash,
    rotated_at: previous?.rotatedAt,
    sealed_successor: previous?.sealedSuccessor,
    last_used_at: lastUsedAt,
    idle_expires_at: idleExpiresAt,
    expires_at_seconds: expirySeconds(idleExpiresAt),
  };
}

/** Undefined for what is left of a session that was ended. */
export function toSession(item: Item): Session | undefined {
  const text = (name: string) => item[name] as string | undefined;
  const [refreshHash, previousHash] = [text('refresh_hash'), text('previous_refresh_hash')];
  if (refreshHash === undefined) return undefined;
  return {
    userId: String(item['user_id']),
    sessionId: String(item['session_id']),
    epoch: Number(item['epoch']),
    familyHash: String(item['family_hash']),
    refreshHash,
    previous:
      previousHash === undefined
        ? undefined
        : {
            refreshHash: previousHash,
            rotatedAt: String(item['rotated_at']),
            sealedSuccessor: String(item['sealed_successor']),
          },
    createdAt: String(item['created_at']),
    lastUsedAt: String(item['last_used_at']),
    idleExpiresAt: String(item['idle_expires_at']),
    expiresAt: String(item['expires_at']),
    userAgent: text('user_agent'),
  };
}
