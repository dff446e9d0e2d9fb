import { beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type Api, apiClient, type HttpTarget } from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { freshEmail } from './fixtures.ts';
import {
  adminApi,
  expectEnded,
  expectLive,
  logIn,
  type SignedIn,
  sendLogIn,
  signUp,
} from './sign-in-fixtures.ts';

type Change = (who: Api, user: SignedIn, email: string) => Promise<Answer>;

const ROUTES: readonly (readonly [name: string, change: Change])[] = [
  ['PUT /users/{user_id}', (who, { userId }, email) => who.put(`/users/${userId}`, { email })],
  ['PUT /user/{email}', (who, user, email) => who.put(`/user/${user.email}`, { email })],
  [
    'PUT /user-personal-information/{user_id}',
    (who, { userId }, email) =>
      who.put(`/user-personal-information/${userId}`, { customer_email: email }),
  ],
  [
    'POST /store_user_data?operation=update',
    (who, { userId }, email) =>
      who.post('/store_user_data?operation=update', { user_id: userId, email }),
  ],
];

/** Whoever changes an account's email may be a thief or the owner: its other sessions end. */
export function emailChangeContract(target: HttpTarget): void {
  const api = apiClient(target);
  let asAdmin: Api;
  beforeAll(async () => {
    asAdmin = await adminApi(target);
  });

  describe.each(ROUTES)('a new email by %s', (_name, change) => {
    test('of the own account ends every session but the own one', async () => {
      const own = await signUp(api);
      const other = await logIn(api, own);
      const email = freshEmail('moved');
      const answer = await change(api.as(own), own, email);
      expect(answer.status, answer.text).toBe(200);
      await expectEnded(api, other);
      const next = await expectLive(api, own);
      expect((await api.as(next).get(`/user/${email}`)).status).toBe(200);
      expectProblem(await api.as(next).get(`/user/${own.email}`), 'FORBIDDEN');
      expectProblem(await sendLogIn(api, own), 'INVALID_CREDENTIALS');
      await expectLive(api, await logIn(api, { ...own, email }));
    });

    test("of anybody's by an admin ends all of them", async () => {
      const sessions = [await signUp(api)];
      const [first] = sessions as [SignedIn];
      sessions.push(await logIn(api, first));
      const email = freshEmail('moved');
      const answer = await change(asAdmin, first, email);
      expect(answer.status, answer.text).toBe(200);
      for (const session of sessions) await expectEnded(api, session);
      await expectLive(api, await logIn(api, { ...first, email }));
    });

    test('that is the same, however spelled, ends none', async () => {
      const own = await signUp(api);
      const other = await logIn(api, own);
      const answer = await change(api.as(own), own, ` ${own.email.toUpperCase()}`);
      expect(answer.status, answer.text).toBe(200);
      await expectLive(api, own);
      await expectLive(api, other);
    });

    test('that is taken is refused and ends none', async () => {
      const own = await signUp(api);
      const other = await logIn(api, own);
      const { email } = await signUp(api);
      expectProblem(await change(api.as(own), own, email), 'EMAIL_TAKEN');
      await expectLive(api, own);
      await expectLive(api, other);
    });
  });
}
