import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { UserCaller } from '../../src/domain/caller.ts';
import { keptSessionOf } from '../../src/routes/user-of.ts';
import type { UseCases } from '../../src/usecases/use-cases.ts';
import type { StoreInUse } from '../contracts/store/sample-rows.ts';
import {
  addAccount,
  answerTo,
  callerWith,
  FIRST_PASSWORD,
  SOURCE,
  sessionBench,
} from './session-bench.ts';

type Act = (useCases: UseCases, caller: UserCaller) => Promise<unknown>;

const changePassword: Act = (useCases, caller) => {
  const newPassword = `password ${randomUUID()}`;
  const change = { currentPassword: FIRST_PASSWORD, newPassword, source: SOURCE };
  return useCases.changePassword(caller, change);
};
const changeEmail: Act = ({ updateUser }, caller) =>
  updateUser(
    caller.userId,
    { email: `${randomUUID()}@example.com` },
    { keptSession: keptSessionOf(caller) },
  );
/** The same act from another session of the account. */
const elsewhere = (act: Act): Act => {
  return (useCases, caller) => act(useCases, { ...caller, sessionId: `0-${randomUUID()}` });
};

const ENDINGS: readonly (readonly [name: string, end: Act])[] = [
  ['logging out', ({ endSession }, { userId, sessionId }) => endSession(userId, sessionId)],
  ['logging out everywhere', ({ endAllSessions }, { userId }) => endAllSessions(userId)],
  ['a password set elsewhere', elsewhere(changePassword)],
  ['an email set elsewhere', elsewhere(changeEmail)],
  ['a reset that an admin starts', ({ startPasswordReset: start }, { userId }) => start(userId)],
  ['a new role', ({ changeAccess }, { userId }) => changeAccess(userId, { role: 'admin' })],
  [
    'being disabled for a moment',
    async ({ changeAccess }, { userId }) => {
      await changeAccess(userId, { status: 'disabled' });
      await changeAccess(userId, { status: 'active' });
    },
  ],
];

const CASES = ENDINGS.flatMap(([ending, end]) => [
  { ending, end, changed: 'password', change: changePassword },
  { ending, end, changed: 'email', change: changeEmail },
]);

/** A change keeps the session it comes from, but only one that is still there to be kept. */
export function endedMeanwhileContract(inUse: StoreInUse): void {
  test.each(CASES)(
    'a session ended by $ending stays so, whatever becomes of its change of $changed under way',
    async ({ end, change }) => {
      const { useCases } = sessionBench(inUse());
      const email = `${randomUUID()}@example.com`;
      await addAccount(inUse(), email);
      const signIn = { email, password: FIRST_PASSWORD, source: SOURCE, userAgent: undefined };
      const { accessToken, refreshToken } = await useCases.logIn(signIn);
      const caller = await callerWith(useCases, accessToken);
      await end(useCases, caller);
      await answerTo(change(useCases, caller));
      expect(await answerTo(callerWith(useCases, accessToken))).toBe('INVALID_TOKEN');
      expect(await answerTo(useCases.refreshSession(refreshToken))).toBe('INVALID_REFRESH_TOKEN');
    },
  );
}
