import { beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type Api, apiClient, type HttpTarget } from './api-client.ts';
import { NEW_PASSWORD } from './fixtures.ts';
import { pauseFor } from './guesses.ts';
import {
  adminApi,
  expectEnded,
  expectLive,
  idsOf,
  listSessions,
  logIn,
  refresh,
  type SignedIn,
  sendLogIn,
  sendRefresh,
  signUp,
  tokensIn,
} from './sign-in-fixtures.ts';

type Change = (own: Api, user: SignedIn) => Promise<Answer>;

/** The change may come before, amid or after what it races with. */
const DELAYS_MS = [0, 15, 40];

/** What ends sessions, while others sign in and refresh. */
export function sessionRacesContract(target: HttpTarget): void {
  const api = apiClient(target);
  let asAdmin: Api;
  beforeAll(async () => {
    asAdmin = await adminApi(target);
  });
  const setStatus = ({ userId }: SignedIn, status: string) =>
    asAdmin.put(`/users/${userId}/status`, { status });
  const changes: readonly (readonly [name: string, change: Change])[] = [
    ['a reset', (_own, { userId }) => asAdmin.post(`/users/${userId}/password/reset`)],
    [
      'a change of password',
      (own, { password }) =>
        own.post('/password/change', { current_password: password, new_password: NEW_PASSWORD }),
    ],
    ['the disabling of the account', (_own, user) => setStatus(user, 'disabled')],
  ];
  /** Those of the calls that succeeded, as sessions of the user. */
  const sessionsOfAnswers = (user: SignedIn, answers: readonly Answer[]): readonly SignedIn[] =>
    answers
      .filter(({ status }) => status === 200)
      .map((answer) => ({ ...user, ...tokensIn(answer) }));
  const during = async (
    calls: () => Promise<Answer>[],
    change: () => Promise<Answer>,
    delay: number,
  ) => {
    const [answers, changed] = await Promise.all([
      Promise.all(calls()),
      pauseFor(delay).then(change),
    ]);
    expect(changed.status, changed.text).toBe(200);
    for (const { status } of answers) expect([200, 401]).toContain(status);
    return answers;
  };

  describe.each(changes)('%s', (_name, change) => {
    test('is outlived by no sign-in of the same moment', async () => {
      for (const delay of DELAYS_MS) {
        const user = await signUp(api);
        const answers = await during(
          () => Array.from({ length: 6 }, () => sendLogIn(api, user)),
          () => change(api.as(user), user),
          delay,
        );
        // An account that is enabled again has no session of before either.
        await setStatus(user, 'active');
        for (const session of sessionsOfAnswers(user, answers)) await expectEnded(api, session);
      }
    });

    test('is outlived by no refresh of the same moment', async () => {
      for (const delay of DELAYS_MS) {
        const user = await signUp(api);
        const other = await logIn(api, user);
        const answers = await during(
          () => Array.from({ length: 10 }, () => sendRefresh(api, other.refreshToken)),
          () => change(api.as(user), user),
          delay,
        );
        await setStatus(user, 'active');
        for (const session of sessionsOfAnswers(other, answers)) await expectEnded(api, session);
      }
    });
  });

  test('refreshes at the moment of a logout bring nothing back', async () => {
    for (const delay of DELAYS_MS) {
      const user = await signUp(api);
      const answers = await during(
        () => Array.from({ length: 10 }, () => sendRefresh(api, user.refreshToken)),
        () => api.as(user).post('/logout'),
        delay,
      );
      for (const session of sessionsOfAnswers(user, answers)) await expectEnded(api, session);
      const fresh = await logIn(api, user);
      expect(idsOf(await listSessions(api, fresh))).toEqual([fresh.sessionId]);
    }
  });

  test('a chain of refreshes on each of five sessions at once goes on undisturbed', async () => {
    const user = await signUp(api);
    const sessions = [user];
    for (let count = 0; count < 4; count += 1) sessions.push(await logIn(api, user));
    const ends = await Promise.all(
      sessions.map(async (session) => {
        let current = session;
        for (let count = 0; count < 5; count += 1) current = await refresh(api, current);
        return current;
      }),
    );
    for (const session of ends) await expectLive(api, session);
  });
}
