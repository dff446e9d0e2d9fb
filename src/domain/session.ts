import type { Role, UserStatus } from './user.ts';

// Lives of tokens: RFC 9700 (short access tokens, rotated refresh tokens), ASVS 5.0 7.3 (idle and
// absolute limits).
export const ACCESS_TOKEN_SECONDS = 10 * 60;
const IDLE_SECONDS = 14 * 24 * 3600;
const ABSOLUTE_SECONDS = 30 * 24 * 3600;
/** For how long a repeated or parallel refresh gets the same successor as the first. */
const GRACE_SECONDS = 20;

/** One sign-in on one device, kept alive by a chain of refresh tokens. Hashes only, never tokens. */
export interface Session {
  readonly userId: string;
  /** Begins with the time it was made, so that ids sort by age. */
  readonly sessionId: string;
  /** The account's session epoch at sign-in. */
  readonly epoch: number;
  /** Of the secret that all refresh tokens of the session share. */
  readonly familyHash: string;
  /** Of the one refresh token that is current. */
  readonly refreshHash: string;
  /** The token before it; undefined until the first refresh. */
  readonly previous?: PreviousRefreshToken | undefined;
  /** ISO 8601 in UTC, as all instants here. */
  readonly createdAt: string;
  readonly lastUsedAt: string;
  /** Unless it is used before, it ends then. */
  readonly idleExpiresAt: string;
  /** It ends then in any case. */
  readonly expiresAt: string;
  /** What the device calls itself. */
  readonly userAgent?: string | undefined;
}

export interface PreviousRefreshToken {
  readonly refreshHash: string;
  readonly rotatedAt: string;
  /** The current token, readable only with the previous one. */
  readonly sealedSuccessor: string;
}

/** What sign-in and the check of a session need to know of an account. */
export interface AccountAccess {
  readonly userId: string;
  readonly email: string;
  readonly role: Role;
  readonly status: UserStatus;
  /** Raised to end every session at once. */
  readonly sessionEpoch: number;
  /** The one session that the last raise left alive. */
  readonly keptSessionId?: string | undefined;
}

/**
 * A session that outlives a change which ends the others. `epoch` is the account's when the session
 * was seen alive: if it has ended since, it stays so.
 */
export interface KeptSession {
  readonly sessionId: string;
  readonly epoch: number;
}

/** The session that the raise to `sessionEpoch` left alive, if it was alive until then. */
export function keptSessionIdAt(
  sessionEpoch: number,
  kept: KeptSession | undefined,
): string | undefined {
  return kept?.epoch === sessionEpoch - 1 ? kept.sessionId : undefined;
}

/** A session's id of 12 hexadecimal digits of the time and a unique part. */
export function sessionIdAt(now: Date, uniqueId: string): string {
  return `${now.getTime().toString(16).padStart(12, '0')}-${uniqueId}`;
}

/** When a session that began at `createdAt` and is used at `now` ends. */
export function sessionLife(now: Date, createdAt: Date = now) {
  const expiresAt = later(createdAt, ABSOLUTE_SECONDS);
  const idle = later(now, IDLE_SECONDS);
  return {
    lastUsedAt: now.toISOString(),
    idleExpiresAt: idle < expiresAt ? idle : expiresAt,
    expiresAt,
  };
}

/** Whether the session still stands; the store only keeps what this decides on. */
export function isLiveSession(session: Session, account: AccountAccess, now: Date): boolean {
  const instant = now.toISOString();
  return (
    account.status === 'active' &&
    (session.epoch === account.sessionEpoch || session.sessionId === account.keptSessionId) &&
    instant < session.idleExpiresAt &&
    instant < session.expiresAt
  );
}

export function isWithinGrace({ rotatedAt }: PreviousRefreshToken, now: Date): boolean {
  return now.toISOString() <= later(new Date(rotatedAt), GRACE_SECONDS);
}

function later(from: Date, seconds: number): string {
  return new Date(from.getTime() + seconds * 1000).toISOString();
}
