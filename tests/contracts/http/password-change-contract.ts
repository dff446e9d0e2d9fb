import { describe, expect, test } from 'vitest';
import { type Api, apiClient, freshAddress, type HttpTarget } from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { freshEmail, NEW_PASSWORD, PASSWORD } from './fixtures.ts';
import {
  expectEnded,
  expectLive,
  logIn,
  type SignedIn,
  sendLogIn,
  signUp,
} from './sign-in-fixtures.ts';

const WRONG_CURRENT = { '#/current_password': 'is not the current password' };

/** POST /password/change. */
export function passwordChangeContract(target: HttpTarget): void {
  const api = apiClient(target);
  const change = (own: Api, current_password: unknown, new_password: unknown) =>
    own.post('/password/change', { current_password, new_password });
  const changeTo = (session: SignedIn, newPassword: string) =>
    change(api.as(session), session.password, newPassword);

  describe('a change of password', () => {
    test('is answered with its message; from then on only the new one is right', async () => {
      const user = await signUp(api);
      const answer = await changeTo(user, NEW_PASSWORD);
      expect(answer.status, answer.text).toBe(200);
      expect(answer.body).toEqual({ message: 'Password changed' });
      expectProblem(await sendLogIn(api, user), 'INVALID_CREDENTIALS');
      await logIn(api, { ...user, password: NEW_PASSWORD });
    });

    test('ends every other session at once and leaves the own one as it was', async () => {
      const own = await signUp(api);
      const others = [await logIn(api, own), await logIn(api, own)];
      expect((await changeTo(own, NEW_PASSWORD)).status).toBe(200);
      for (const other of others) await expectEnded(api, other);
      await expectLive(api, await expectLive(api, own));
      await expectLive(api, await logIn(api, { ...own, password: NEW_PASSWORD }));
    });

    test('by the second session ends the first, which a change had kept', async () => {
      const first = await signUp(api);
      await changeTo(first, NEW_PASSWORD);
      const second = await logIn(api, { ...first, password: NEW_PASSWORD });
      expect((await changeTo(second, PASSWORD)).status).toBe(200);
      await expectEnded(api, first);
      await expectLive(api, second);
    });

    test('keeps the own session until that is ended with all others', async () => {
      const own = await signUp(api);
      await changeTo(own, NEW_PASSWORD);
      const next = await expectLive(api, own);
      expect((await api.as(next).post('/logout/all')).status).toBe(200);
      await expectEnded(api, next);
    });

    test('keeps the entity tag of the account', async () => {
      const user = await signUp(api);
      const tag = async () => (await api.as(user).get(`/users/${user.userId}`)).headers.get('etag');
      const before = await tag();
      await changeTo(user, NEW_PASSWORD);
      expect(await tag()).toBe(before);
    });

    test('takes either password in any normal form of Unicode', async () => {
      const user = await signUp(api, { password: 'zoë’s five otters' });
      const answer = await change(api.as(user), 'zoe\u0308’s five otters', 'zoë’s \uFB01ve herons');
      expect(answer.status, answer.text).toBe(200);
      await logIn(api, { ...user, password: 'zoe\u0308’s five herons' });
    });

    test('with a wrong current password is refused and changes nothing', async () => {
      const user = await signUp(api);
      const other = await logIn(api, user);
      for (const wrong of ['not the password', NEW_PASSWORD, PASSWORD.toUpperCase(), 'x']) {
        const answer = await change(api.as(user), wrong, NEW_PASSWORD);
        expectProblem(answer, 'INVALID_INPUT', WRONG_CURRENT);
      }
      await expectLive(api, other);
      await logIn(api, user);
    });

    test.each([
      ['short', 'must be at least 8 characters'],
      ['x'.repeat(129), 'must be at most 128 characters'],
      ['password', 'is one of the most common passwords and would be guessed first'],
      ['Kitroom2026', 'must not be the name of this service'],
      ['QUARRELBROOK', 'must not be the email or the name of the account'],
    ])('to %j is refused and changes nothing', async (weak, detail) => {
      const user = await signUp(api, { lastname: 'Quarrelbrook' });
      expectProblem(await changeTo(user, weak), 'INVALID_INPUT', { '#/new_password': detail });
      await logIn(api, user);
    });

    test('to the email of the account is refused', async () => {
      const user = await signUp(api, { email: freshEmail('wilhelmine') });
      for (const weak of [user.email, user.email.split('@')[0] ?? '']) {
        const answer = await changeTo(user, weak);
        expectProblem(answer, 'INVALID_INPUT', ['#/new_password']);
      }
    });

    test('names what is wrong with its body', async () => {
      const own = api.as(await signUp(api));
      expectProblem(await own.post('/password/change', {}), 'INVALID_INPUT', {
        '#/current_password': 'is required',
        '#/new_password': 'is required',
      });
      expectProblem(await change(own, '', NEW_PASSWORD), 'INVALID_INPUT', {
        '#/current_password': 'must not be empty',
      });
      expectProblem(await change(own, 'x'.repeat(1025), null), 'INVALID_INPUT', {
        '#/current_password': 'must be at most 1024 characters',
        '#/new_password': 'must be text',
      });
      const more = { current_password: PASSWORD, new_password: NEW_PASSWORD, user_id: 'a' };
      expectProblem(await own.post('/password/change', more), 'INVALID_INPUT', ['#/user_id']);
    });

    test('repeats neither password', async () => {
      const own = api.as(await signUp(api));
      const answers = [
        await change(own, 'quite wrong words', NEW_PASSWORD),
        await change(own, PASSWORD, 'password'),
        await change(own, PASSWORD, NEW_PASSWORD),
      ];
      for (const { text } of answers) {
        for (const secret of ['quite wrong words', PASSWORD, NEW_PASSWORD, '"password"']) {
          expect(text).not.toContain(secret);
        }
      }
    });

    test('asks who has no token to sign in, the operator too', async () => {
      expectProblem(await change(api, PASSWORD, NEW_PASSWORD), 'AUTHENTICATION_REQUIRED');
      expectProblem(await api.post('/password/change', {}), 'AUTHENTICATION_REQUIRED');
    });

    test('of eight at once exactly one is done, and the others are told', async () => {
      const user = await signUp(api);
      const passwords = Array.from({ length: 8 }, (_, index) => `${NEW_PASSWORD} ${index}`);
      const answers = await Promise.all(passwords.map((password) => changeTo(user, password)));
      const losers = answers.filter(({ status }) => status !== 200);
      expect(losers).toHaveLength(7);
      for (const answer of losers) expectProblem(answer, 'INVALID_INPUT', WRONG_CURRENT);
      const winner = answers.findIndex(({ status }) => status === 200);
      for (const [index, password] of passwords.entries()) {
        const { status } = await sendLogIn(api, { ...user, password });
        expect(status).toBe(index === winner ? 200 : 401);
      }
      await expectLive(api, user);
    });

    test('by two sessions at once is done by one, which goes on alone', async () => {
      const one = await signUp(api);
      const other = await logIn(api, one);
      const answers = await Promise.all([
        changeTo(one, `${NEW_PASSWORD} 1`),
        changeTo(other, `${NEW_PASSWORD} 2`),
      ]);
      const [winner, loser] = answers[0]?.status === 200 ? [one, other] : [other, one];
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      await expectLive(api, winner);
      await expectEnded(api, loser);
    });

    test('is guessed no faster than a sign-in: the attempts are counted together', async () => {
      const there = api.from(freshAddress());
      const user = await signUp(there);
      const own = there.as(user);
      for (let guess = 0; guess < 3; guess += 1) {
        const answer = await change(own, `wrong guess ${guess}`, NEW_PASSWORD);
        expectProblem(answer, 'INVALID_INPUT', WRONG_CURRENT);
      }
      for (let guess = 0; guess < 2; guess += 1) {
        const answer = await sendLogIn(there, { ...user, password: `wrong guess ${guess}` });
        expectProblem(answer, 'INVALID_CREDENTIALS');
      }
      const waiting = [change(own, PASSWORD, NEW_PASSWORD), sendLogIn(there, user)];
      for (const answer of await Promise.all(waiting)) expectProblem(answer, 'TOO_MANY_ATTEMPTS');
      expect((await changeTo(user, NEW_PASSWORD)).status).toBe(200);
    });
  });
}
