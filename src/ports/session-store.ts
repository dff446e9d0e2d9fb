import type { Page, PageRequest } from '../domain/page.ts';
import type { AccountAccess, PreviousRefreshToken, Session } from '../domain/session.ts';

export interface SessionRotation {
  readonly userId: string;
  readonly sessionId: string;
  /** Of the new current token. */
  readonly refreshHash: string;
  /** Its `refreshHash` must be the current one, or nothing happens. */
  readonly previous: PreviousRefreshToken;
  readonly lastUsedAt: string;
  readonly idleExpiresAt: string;
}

/** Sessions, by their account. Whether one still stands is the domain's to say (`isLiveSession`). */
export interface SessionStore {
  /** Harmless to repeat. A session of an account that is gone is kept by no store for long. */
  startSession(session: Session): Promise<void>;
  /** The session and its account as they are at this moment; undefined when either is absent. */
  findSession(
    userId: string,
    sessionId: string,
  ): Promise<{ readonly session: Session; readonly account: AccountAccess } | undefined>;
  /**
   * One conditional write: of any number of parallel rotations from one token exactly one is
   * `rotated`, and none once the session was ended.
   */
  rotateSession(rotation: SessionRotation): Promise<'rotated' | 'changed'>;
  /** Gives whether there was one. */
  endSession(userId: string, sessionId: string): Promise<boolean>;
  /** The account's live sessions at `now` (ISO 8601 in UTC), newest first. */
  listSessions(account: AccountAccess, now: string, page: PageRequest): Promise<Page<Session>>;
}
