import { AppError } from '../../domain/errors.ts';
import { normalisePassword } from '../../domain/password-policy.ts';
import { sessionIdAt, sessionLife } from '../../domain/session.ts';
import { guessThrottles, tooManyAttempts } from '../../domain/throttle.ts';
import type { AccessTokens } from '../../ports/access-tokens.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { NewId } from '../../ports/new-id.ts';
import type { OpaqueTokens } from '../../ports/opaque-tokens.ts';
import type { Passwords } from '../../ports/passwords.ts';
import type { SessionStore } from '../../ports/session-store.ts';
import type { ThrottleStore } from '../../ports/throttle-store.ts';
import type { Credentials, UserStore } from '../../ports/user-store.ts';

interface LogInPorts {
  readonly users: UserStore;
  readonly sessions: SessionStore;
  readonly throttles: ThrottleStore;
  readonly passwords: Passwords;
  readonly accessTokens: AccessTokens;
  readonly opaqueTokens: OpaqueTokens;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Log;
}

export interface SignIn {
  readonly email: string;
  readonly password: string;
  /** The network address the attempt is counted under. */
  readonly source: string;
  readonly userAgent: string | undefined;
}

/**
 * Starts a session. An unknown email, a wrong password and a disabled account are one answer, made
 * by the same steps.
 * @throws AppError INVALID_CREDENTIALS, TOO_MANY_ATTEMPTS, PASSWORD_QUEUE_FULL
 */
export function logIn(ports: LogInPorts) {
  const { throttles, opaqueTokens, clock, log } = ports;
  return async (signIn: SignIn) => {
    const { email, source } = signIn;
    const now = clock();
    const counted = guessThrottles(opaqueTokens.digest(email), source, now);
    const attempt = await throttles.takeAttempt(counted, now.toISOString());
    if (attempt.kind === 'wait') {
      log.warn({ event: 'log-in-throttled', source }, 'sign-in');
      throw tooManyAttempts(attempt.until, now);
    }
    const [ofAccount, ...others] = counted;
    let account: Credentials | undefined;
    try {
      account = await findAuthenticated(ports, signIn);
    } catch (error) {
      // No guess was answered, so none counts.
      await throttles.giveBackAttempt(counted, now.toISOString());
      throw error;
    }
    if (account === undefined) {
      log.warn({ event: 'log-in-failed', source }, 'sign-in');
      throw new AppError('INVALID_CREDENTIALS');
    }
    const [tokens] = await Promise.all([
      startSession(ports, account, signIn.userAgent),
      ofAccount && throttles.forgetAttempts(ofAccount),
      throttles.giveBackAttempt(others, now.toISOString()),
    ]);
    log.info({ event: 'logged-in', userId: account.userId, source }, 'sign-in');
    return tokens;
  };
}

/** Undefined when the email, the password or the status forbids it. */
async function findAuthenticated(
  { users, passwords, log }: LogInPorts,
  { email, password }: SignIn,
): Promise<Credentials | undefined> {
  const account = await users.findCredentials({ email });
  const { matches, outdated } = await passwords.verify(password, account?.passwordHash);
  if (account?.passwordHash === undefined || !matches || account.status !== 'active') {
    return undefined;
  }
  if (outdated) {
    const proof = { passwordHash: account.passwordHash };
    try {
      const renewed = await passwords.hash(normalisePassword(password));
      await users.setPassword(account.userId, renewed, { proof, ends: 'none' });
    } catch (error) {
      // The next sign-in renews it; this one has its right password.
      log.warn({ event: 'rehash-failed', userId: account.userId, err: error }, 'sign-in');
    }
  }
  return account;
}

async function startSession(
  { sessions, accessTokens, opaqueTokens, clock, newId }: LogInPorts,
  { userId, role, sessionEpoch }: Credentials,
  userAgent: string | undefined,
) {
  const now = clock();
  const sessionId = sessionIdAt(now, newId());
  const refresh = opaqueTokens.newRefreshToken(userId, sessionId);
  await sessions.startSession({
    userId,
    sessionId,
    // As it was when the password was read: a session that a change overtook is dead at birth.
    epoch: sessionEpoch,
    familyHash: refresh.familyHash,
    refreshHash: refresh.tokenHash,
    createdAt: now.toISOString(),
    ...sessionLife(now),
    userAgent,
  });
  return {
    userId,
    accessToken: await accessTokens.sign({ userId, sessionId, role }),
    refreshToken: refresh.token,
  };
}
