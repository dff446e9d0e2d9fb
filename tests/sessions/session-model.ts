import type { Role, UserStatus } from '../../src/domain/user.ts';

const DAY = 24 * 3600;
const IDLE_SECONDS = 14 * DAY;
const ABSOLUTE_SECONDS = 30 * DAY;
const GRACE_SECONDS = 20;
/** Ten minutes, and one for clocks that differ. */
const ACCESS_TOKEN_SECONDS = 11 * 60;

/** Sign-in on one device; times are in milliseconds. */
export interface ModelSession {
  readonly account: ModelAccount;
  readonly sessionId: string;
  readonly epoch: number;
  readonly createdAt: number;
  readonly userAgent: string;
  usedAt: number;
  /** Every refresh token it ever had, the current one last. */
  readonly refreshTokens: string[];
  isEnded: boolean;
  accessToken: ModelAccessToken;
}

interface ModelAccessToken {
  readonly text: string;
  readonly role: Role;
  readonly issuedAt: number;
}

/** What docs/decisions/0010 and 0011 say of one account, with neither hashes nor a store. */
export class ModelAccount {
  readonly userId: string;
  email: string;
  role: Role = 'customer';
  status: UserStatus = 'active';
  password: string | undefined;
  /** All there were. */
  readonly passwords: string[] = [];
  pendingReset: { readonly token: string; readonly expiresAt: number } | undefined;
  /** Every one there was, the last one last. */
  readonly resetTokens: string[] = [];
  epoch = 0;
  kept: ModelSession | undefined;
  isDeleted = false;

  constructor(userId: string, email: string, password: string) {
    this.userId = userId;
    this.email = email;
    this.password = password;
    this.passwords.push(password);
  }

  endSessions(kept?: ModelSession): void {
    this.epoch += 1;
    this.kept = kept;
  }

  setPassword(password: string, kept?: ModelSession): void {
    this.password = password;
    this.passwords.push(password);
    this.pendingReset = undefined;
    this.endSessions(kept);
  }

  startReset(token: string, expiresAt: number): void {
    this.resetTokens.push(token);
    this.password = undefined;
    this.pendingReset = { token, expiresAt };
    this.endSessions();
  }

  setEmail(email: string, kept?: ModelSession): void {
    if (email === this.email) return;
    this.email = email;
    this.endSessions(kept);
  }

  setRole(role: Role): void {
    if (role === this.role) return;
    this.role = role;
    this.endSessions();
  }

  setStatus(status: UserStatus): void {
    if (status === this.status) return;
    this.status = status;
    this.endSessions();
  }

  acceptsPassword(password: string): boolean {
    return !this.isDeleted && this.status === 'active' && this.password === password;
  }
}

export function endsAt(session: ModelSession): {
  readonly idle: number;
  readonly absolute: number;
} {
  const absolute = session.createdAt + ABSOLUTE_SECONDS * 1000;
  return { idle: Math.min(absolute, session.usedAt + IDLE_SECONDS * 1000), absolute };
}

export function isAlive(session: ModelSession, now: number): boolean {
  const { account, isEnded, epoch } = session;
  return (
    !isEnded &&
    !account.isDeleted &&
    account.status === 'active' &&
    (epoch === account.epoch || account.kept === session) &&
    now < endsAt(session).idle
  );
}

/** Whether its signature alone still lets it read. */
export function isReadable({ issuedAt }: ModelAccessToken, now: number): boolean {
  return now - issuedAt < ACCESS_TOKEN_SECONDS * 1000;
}

export type Refresh =
  /** A successor that nobody had before. */
  'rotated' | 'repeated' | 'refused';

/** What becomes of a session when one of its tokens, the `back`th before the current, is used. */
export function refresh(session: ModelSession, back: number, now: number): Refresh {
  if (!isAlive(session, now)) return 'refused';
  if (back === 0) {
    session.usedAt = now;
    return 'rotated';
  }
  // A rotation is the only use of a session.
  if (back === 1 && now - session.usedAt <= GRACE_SECONDS * 1000) return 'repeated';
  session.isEnded = true;
  return 'refused';
}
