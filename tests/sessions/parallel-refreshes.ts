import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import type { StoreInUse } from '../contracts/store/sample-rows.ts';
import { type RefreshAnswer, type RefreshAtOnce, refreshAtOnce } from './refresh-at-once.ts';
import {
  addAccount,
  answerTo,
  callerWith,
  FIRST_PASSWORD,
  SOURCE,
  sessionBench,
} from './session-bench.ts';

const TIMES = 30;

/** Real parallel calls, with nothing that puts them in order. */
export function parallelRefreshesContract(
  inUse: StoreInUse,
  many: RefreshAtOnce = (...given) => refreshAtOnce(sessionBench(inUse()))(...given),
): void {
  test('of many parallel refreshes with one token all get one successor', async () => {
    const { bench, one } = await signedIn(inUse());
    let token = one.refreshToken;
    for (let turn = 0; turn < 3; turn += 1) {
      const answers = await many(token, TIMES);
      const successors = new Set(answers.map(refreshTokenOf));
      expect([answers.length, successors.size]).toEqual([TIMES, 1]);
      const [successor = ''] = successors;
      expect(successor).not.toBe(token);
      token = successor;
    }
    expect(refreshTokenOf(await answerTo(bench.useCases.refreshSession(token)))).not.toBe(token);
  });

  test.each([
    ['ended', (signed: SignedIn) => signed.end()],
    ['ended with all others', (signed: SignedIn) => signed.endAll()],
    ['ended by a new password', (signed: SignedIn) => signed.changePassword()],
  ])('of a session that is %s meanwhile no refresh gives what works afterwards', async (_, end) => {
    const signed = await signedIn(inUse());
    const { useCases } = signed.bench;
    const [answers] = await Promise.all([many(signed.one.refreshToken, TIMES), end(signed)]);
    const given = answers.filter((answer) => typeof answer === 'object');
    for (const { accessToken, refreshToken } of [signed.one, ...given]) {
      expect(await answerTo(callerWith(useCases, accessToken))).toBe('INVALID_TOKEN');
      expect(await answerTo(useCases.refreshSession(refreshToken))).toBe('INVALID_REFRESH_TOKEN');
    }
    expect(new Set(given.map(refreshTokenOf)).size).toBeLessThanOrEqual(1);
  });
}

type SignedIn = Awaited<ReturnType<typeof signedIn>>;

/** A new account on two devices, and what the second may do to the first. */
async function signedIn(store: Store) {
  const bench = sessionBench(store);
  const { useCases } = bench;
  const email = `${randomUUID()}@example.com`;
  const userId = await addAccount(store, email);
  const signIn = { email, password: FIRST_PASSWORD, source: SOURCE, userAgent: undefined };
  const [one, two] = [await useCases.logIn(signIn), await useCases.logIn(signIn)];
  const { sessionId } = await useCases.checkAccessToken(one.accessToken);
  const other = await useCases.checkAccessToken(two.accessToken);
  const passwords = { currentPassword: FIRST_PASSWORD, newPassword: 'another password' };
  return {
    bench,
    one,
    end: () => useCases.endSession(userId, sessionId),
    endAll: () => useCases.endAllSessions(userId),
    changePassword: () => useCases.changePassword(other, { ...passwords, source: SOURCE }),
  };
}

function refreshTokenOf(answer: RefreshAnswer): string {
  if (typeof answer === 'string') throw new Error(`A refresh was answered ${answer}`);
  return answer.refreshToken;
}
