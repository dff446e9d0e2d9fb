import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Api, apiClient, type HttpTarget } from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { createUser, freshUserId, NEW_PASSWORD, PASSWORD } from './fixtures.ts';
import {
  adminApi,
  expectEnded,
  expectLive,
  logIn,
  register,
  sendLogIn,
  signUp,
  startReset,
} from './sign-in-fixtures.ts';

/** POST /users/{user_id}/password/reset and POST /password/reset. */
export function passwordResetContract(target: HttpTarget): void {
  const api = apiClient(target);
  let asAdmin: Api;
  beforeAll(async () => {
    asAdmin = await adminApi(target);
  });
  const pathOf = ({ userId }: { readonly userId: string }) => `/users/${userId}/password/reset`;
  const reset = (reset_token: unknown, new_password: unknown = NEW_PASSWORD) =>
    api.post('/password/reset', { reset_token, new_password });

  describe('a reset of a password', () => {
    test('is started by an admin, who gets a token for the owner', async () => {
      const answer = await asAdmin.post(pathOf(await register(api)));
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.body).toEqual({
        message: 'Password reset started',
        reset_token: expect.stringMatching(/^kpr\.[\w.-]+$/),
        expires_in: 3600,
      });
    });

    test('once started, ends the old password and every session', async () => {
      const first = await signUp(api);
      const second = await logIn(api, first);
      await startReset(asAdmin, first);
      for (const session of [first, second]) await expectEnded(api, session);
      expectProblem(await sendLogIn(api, first), 'INVALID_CREDENTIALS');
    });

    test('is finished by its token, which sets a password and works once', async () => {
      const user = await signUp(api);
      const token = await startReset(asAdmin, user);
      const answer = await reset(token);
      expect(answer.status, answer.text).toBe(200);
      expect(answer.body).toEqual({ message: 'Password changed' });
      await expectLive(api, await logIn(api, { ...user, password: NEW_PASSWORD }));
      await expectEnded(api, user);
      expectProblem(await reset(token, PASSWORD), 'INVALID_RESET_TOKEN');
      expectProblem(await sendLogIn(api, user), 'INVALID_CREDENTIALS');
    });

    test('gives an account without a password its first one', async () => {
      const user = await createUser(asAdmin);
      expect((await reset(await startReset(asAdmin, user))).status).toBe(200);
      const session = await logIn(api, { ...user, password: NEW_PASSWORD });
      expect(session.userId).toBe(user.userId);
      await expectLive(api, session);
    });

    test('to a weak password is refused, and the token may still be used', async () => {
      const user = await register(api, { lastname: 'Quarrelbrook' });
      const token = await startReset(asAdmin, user);
      for (const weak of ['short', 'password', 'Quarrelbrook', user.email]) {
        expectProblem(await reset(token, weak), 'INVALID_INPUT', ['#/new_password']);
      }
      expect((await reset(token)).status).toBe(200);
    });

    test('says of a wrong token nothing about the account, a weak password included', async () => {
      const user = await register(api, { lastname: 'Quarrelbrook' });
      const token = `kpr.${user.userId}.${randomBytes(32).toString('base64url')}`;
      const expectNothingTold = async () => {
        for (const password of ['Quarrelbrook', NEW_PASSWORD]) {
          expectProblem(await reset(token, password), 'INVALID_RESET_TOKEN');
        }
      };
      await expectNothingTold();
      await startReset(asAdmin, user);
      await expectNothingTold();
    });

    test('is not done with a token that was edited or is for another account', async () => {
      const [user, other] = [await register(api), await register(api)];
      const token = await startReset(asAdmin, user);
      const [, , secret = ''] = token.split('.');
      for (const wrong of [
        `kpr.${other.userId}.${secret}`,
        `kpr.${user.userId}.${randomBytes(32).toString('base64url')}`,
        `krt.${user.userId}.${secret}`,
        `${token}x`,
        token.slice(0, -1),
        ` ${token}`,
        'kpr.unknown',
        'x',
      ]) {
        expectProblem(await reset(wrong), 'INVALID_RESET_TOKEN');
      }
      await logIn(api, other);
      expect((await reset(token)).status).toBe(200);
    });

    test('that is started again ends the token before', async () => {
      const user = await register(api);
      const [first, second] = [await startReset(asAdmin, user), await startReset(asAdmin, user)];
      expectProblem(await reset(first), 'INVALID_RESET_TOKEN');
      expect((await reset(second)).status).toBe(200);
    });

    test('five times at once with one token is done once', async () => {
      const user = await register(api);
      const token = await startReset(asAdmin, user);
      const passwords = Array.from({ length: 5 }, (_, index) => `${NEW_PASSWORD} ${index}`);
      const answers = await Promise.all(passwords.map((password) => reset(token, password)));
      const losers = answers.filter(({ status }) => status !== 200);
      expect(losers).toHaveLength(4);
      for (const answer of losers) expectProblem(answer, 'INVALID_RESET_TOKEN');
      const winner = answers.findIndex(({ status }) => status === 200);
      await logIn(api, { ...user, password: passwords[winner] ?? '' });
    });

    test('of a disabled account does not enable it', async () => {
      const user = await register(api);
      await asAdmin.put(`/users/${user.userId}/status`, { status: 'disabled' });
      expect((await reset(await startReset(asAdmin, user))).status).toBe(200);
      const details = { ...user, password: NEW_PASSWORD };
      expectProblem(await sendLogIn(api, details), 'INVALID_CREDENTIALS');
    });

    test('of a deleted account is over', async () => {
      const user = await register(api);
      const token = await startReset(asAdmin, user);
      expect((await asAdmin.delete(`/users/${user.userId}`)).status).toBe(200);
      expectProblem(await reset(token), 'INVALID_RESET_TOKEN');
      expectProblem(await asAdmin.post(pathOf(user)), 'USER_NOT_FOUND');
    });

    test('is started by no customer, not of the own account either', async () => {
      const [user, other] = [await signUp(api), await signUp(api)];
      const nobody = { userId: freshUserId() };
      for (const whose of [user, other, nobody]) {
        expectProblem(await api.as(user).post(pathOf(whose)), 'FORBIDDEN');
      }
      await expectLive(api, user);
      await expectLive(api, other);
      expectProblem(await asAdmin.post(pathOf(nobody)), 'USER_NOT_FOUND');
    });

    test('names what is wrong with its body', async () => {
      expectProblem(await api.post('/password/reset', {}), 'INVALID_INPUT', {
        '#/reset_token': 'is required',
        '#/new_password': 'is required',
      });
      expectProblem(await reset('', 5), 'INVALID_INPUT', {
        '#/reset_token': 'must not be empty',
        '#/new_password': 'must be text',
      });
      const more = { reset_token: 'x', new_password: NEW_PASSWORD, user_id: 'a' };
      expectProblem(await api.post('/password/reset', more), 'INVALID_INPUT', ['#/user_id']);
    });
  });
}
