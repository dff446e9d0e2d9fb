import { randomBytes, randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { UserCaller } from '../../src/domain/caller.ts';
import { keptSessionOf } from '../../src/routes/user-of.ts';
import { answerTo, SOURCE } from './session-bench.ts';
import { endsAt, isAlive, isReadable, type ModelSession } from './session-model.ts';
import type { Step } from './session-steps.ts';
import type { SessionWalk } from './session-walk.ts';

const DAY = 24 * 3600;
const RESET_MS = 3_600_000;
/** Of an admin, who has an account and a session of their own. */
const ADMIN_SESSION = `0123456789ab-${randomUUID()}`;

/** Does one step to the use cases and to the model, and compares what they say. */
export async function perform(walk: SessionWalk, step: Step): Promise<void> {
  const { account, now, useCases } = walk;
  const { userId } = account;
  switch (step.act) {
    case 'wait':
      return walk.wait(step.seconds);
    case 'log in':
      return walk.logIn(account.passwords.at(step.isRight ? -1 : -2) ?? 'a wrong one');
    case 'refresh':
      return walk.refresh(walk.deviceAt(step.device), step.back);
    case 'refresh, lose the reply, refresh again': {
      const session = walk.deviceAt(step.device);
      await walk.refresh(session, 0);
      walk.wait(step.seconds);
      return walk.refresh(session, 1);
    }
    case 'come back just in time': {
      const session = walk.deviceAt(step.device);
      walk.wait(13.9 * DAY);
      return walk.refresh(session, 0);
    }
    case 'refresh twice at once':
      return walk.refresh(walk.deviceAt(step.device), step.back, 2);
    case 'guess a refresh token': {
      const token = guessed(walk.deviceAt(step.device), step.guess);
      expect(await answerTo(useCases.refreshSession(token))).toBe('INVALID_REFRESH_TOKEN');
      return;
    }
    case 'make up a refresh token of the family': {
      const session = walk.deviceAt(step.device);
      const token = withPart(session, 4, secret(32));
      expect(await answerTo(useCases.refreshSession(token))).toBe('INVALID_REFRESH_TOKEN');
      // Only who has had a token of the session knows the family.
      session.isEnded ||= isAlive(session, now);
      return;
    }
    case 'write':
      return write(walk, walk.deviceAt(step.device));
    case 'log out':
      return fromDevice(walk, step.device, (caller, session) => endOne(walk, caller, session));
    case 'log out everywhere':
      return fromDevice(walk, step.device, async (caller, session) => {
        await useCases.endAllSessions(caller.userId);
        session.account.endSessions();
      });
    case 'end another session':
      return fromDevice(walk, step.device, (caller, session) => {
        const other = walk.deviceAt(step.other);
        return other.account === session.account ? endOne(walk, caller, other) : undefined;
      });
    case 'change the password':
      return fromDevice(walk, step.device, async (caller, session) => {
        const currentPassword = account.passwords.at(step.isRight ? -1 : -2) ?? 'a wrong one';
        const newPassword = walk.fresh('password');
        const change = { currentPassword, newPassword, source: SOURCE };
        const answer = await answerTo(useCases.changePassword(caller, change));
        expect(answer).toBe(step.isRight ? undefined : 'INVALID_INPUT');
        if (step.isRight) account.setPassword(newPassword, session);
      });
    case 'change the email':
      return fromDevice(walk, step.device, async (caller, session) => {
        const email = step.isOther ? `${randomUUID()}@example.com` : account.email;
        await useCases.updateUser(userId, { email }, { keptSession: keptSessionOf(caller) });
        account.setEmail(email, session);
      });
    case 'have the email changed by an admin': {
      const email = step.isOther ? `${randomUUID()}@example.com` : account.email;
      const options = { keptSession: { sessionId: ADMIN_SESSION, epoch: account.epoch } };
      await useCases.changeUserByEmail(account.email, { email }, options);
      return account.setEmail(email);
    }
    case 'have all sessions ended by an admin':
      await useCases.endAllSessions(userId);
      return account.endSessions();
    case 'have a reset started': {
      const { token } = await useCases.startPasswordReset(userId);
      return account.startReset(token, now + RESET_MS);
    }
    case 'use a reset token':
      return useReset(walk, account.resetTokens.at(-1 - step.back));
    case 'have the status set':
      await useCases.changeAccess(userId, { status: step.status });
      return account.setStatus(step.status);
    case 'have the role set':
      await useCases.changeAccess(userId, { role: step.role });
      return account.setRole(step.role);
    case 'delete the account and sign up again':
      await useCases.deleteUser({ userId });
      account.isDeleted = true;
      await walk.expectLives();
      return walk.signUpAgain();
  }
}

async function fromDevice(
  walk: SessionWalk,
  device: number,
  act: (caller: UserCaller, session: ModelSession) => Promise<void> | undefined,
): Promise<void> {
  const session = walk.deviceAt(device);
  const caller = await walk.freshCaller(session);
  if (caller !== undefined) await act(caller, session);
}

/** An access token alone still reads when its session is over, and does no more. */
async function write(walk: SessionWalk, session: ModelSession): Promise<void> {
  const { accessToken, account, sessionId } = session;
  const { userId } = account;
  const claims = { kind: 'user', userId, sessionId, role: accessToken.role };
  expect(await answerTo(walk.useCases.checkAccessToken(accessToken.text))).toEqual(
    isReadable(accessToken, walk.now) ? claims : 'INVALID_TOKEN',
  );
  await walk.caller(session);
}

async function endOne(
  { useCases, now }: SessionWalk,
  { userId }: UserCaller,
  session: ModelSession,
): Promise<void> {
  const answer = await answerTo(useCases.endSession(userId, session.sessionId));
  // A row that has expired may be gone or not; one whose epoch is over stays until then.
  if (session.isEnded) expect(answer).toBe('SESSION_NOT_FOUND');
  else if (now < endsAt(session).idle) expect(answer).toBeUndefined();
  session.isEnded = true;
}

async function useReset(walk: SessionWalk, resetToken = 'none was started'): Promise<void> {
  const { account, now } = walk;
  const newPassword = walk.fresh('password');
  const reset = { resetToken, newPassword, source: SOURCE };
  const answer = await answerTo(walk.useCases.resetPassword(reset));
  const pending = account.pendingReset;
  const isValid = pending?.token === resetToken && now < pending.expiresAt;
  expect(answer).toBe(isValid ? undefined : 'INVALID_RESET_TOKEN');
  if (isValid) account.setPassword(newPassword);
}

function guessed(session: ModelSession, guess: 'family' | 'session' | 'account' | 'form'): string {
  switch (guess) {
    case 'family':
      return withPart(session, 3, secret(16));
    case 'session':
      return withPart(session, 2, `0123456789ab-${randomUUID()}`);
    case 'account':
      return withPart(session, 1, randomUUID());
    case 'form':
      return session.sessionId;
  }
}

/** The current token of a session with one of its parts replaced. */
function withPart({ refreshTokens }: ModelSession, index: number, part: string): string {
  return refreshTokens.at(-1)?.split('.').with(index, part).join('.') ?? '';
}

function secret(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}
