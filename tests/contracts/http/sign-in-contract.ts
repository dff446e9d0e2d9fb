import { beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type Api, apiClient, freshAddress, type HttpTarget } from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { createUser, freshEmail, PASSWORD } from './fixtures.ts';
import {
  adminApi,
  expectLive,
  logIn,
  type RegisteredUser,
  register,
  sendLogIn,
  signUp,
} from './sign-in-fixtures.ts';

/** POST /login. */
export function signInContract(target: HttpTarget): void {
  const api = apiClient(target);
  let asAdmin: Api;
  beforeAll(async () => {
    asAdmin = await adminApi(target);
  });

  describe('signing in', () => {
    test('it is answered with 200, two tokens, their life and the id of the account', async () => {
      const user = await register(api);
      const answer = await sendLogIn(api, user);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('application/json');
      expect(answer.body).toEqual({
        access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]{86}$/),
        token_type: 'Bearer',
        expires_in: 600,
        refresh_token: expect.stringMatching(/^krt\.[\w.-]+$/),
        user_id: user.userId,
      });
    });

    test('the tokens are kept by no cache and sent in no cookie', async () => {
      const { headers } = await sendLogIn(api, await register(api));
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('set-cookie')).toBeNull();
    });

    test.each([
      ['case and spaces', (email: string) => ` ${email.toUpperCase()}\t`],
      ['full-width letters', (email: string) => email.replace('anna', 'ａｎｎａ')],
    ])('%s of the email make no difference', async (_name, spell) => {
      const { userId, email, password } = await register(api, { email: freshEmail('anna') });
      expect((await logIn(api, { email: spell(email), password })).userId).toBe(userId);
    });

    test('a password is the same in any normal form of Unicode', async () => {
      const composed = 'zoë’s \uFB01ve otters';
      const decomposed = 'zoe\u0308’s five otters';
      const one = await register(api, { password: composed });
      const other = await register(api, { password: decomposed });
      await logIn(api, { ...one, password: decomposed });
      await logIn(api, { ...other, password: composed });
    });

    test.each([
      ['in capitals', PASSWORD.toUpperCase()],
      ['with a space after it', `${PASSWORD} `],
      ['without its end', PASSWORD.slice(0, -1)],
      ['with a NUL after it', `${PASSWORD}\u0000`],
      ['with another after it', PASSWORD + PASSWORD],
    ])('the password %s is wrong', async (_name, password) => {
      const user = await register(api);
      expectProblem(await sendLogIn(api, { ...user, password }), 'INVALID_CREDENTIALS');
    });

    test('a password of 128 emoji and one with control characters are compared whole', async () => {
      for (const password of ['😀'.repeat(128), '\u0000\u0007 control']) {
        const user = await register(api, { password });
        await logIn(api, user);
        const shorter = [...password].slice(0, -1).join('');
        expectProblem(await sendLogIn(api, { ...user, password: shorter }), 'INVALID_CREDENTIALS');
      }
    });

    test('the right password is taken after four wrong ones', async () => {
      const there = api.from(freshAddress());
      const user = await register(there);
      for (let guess = 0; guess < 4; guess += 1) {
        const answer = await sendLogIn(there, { ...user, password: `wrong guess ${guess}` });
        expectProblem(answer, 'INVALID_CREDENTIALS');
      }
      await logIn(there, user);
    });

    test('every sign-in makes a session of its own, and all stand', async () => {
      const user = await register(api);
      const sessions = [await logIn(api, user), await logIn(api, user), await logIn(api, user)];
      expect(new Set(sessions.map(({ sessionId }) => sessionId)).size).toBe(3);
      for (const session of sessions) await expectLive(api, session);
    });

    test('parallel sign-ins all succeed', async () => {
      const user = await register(api);
      const sessions = await Promise.all(Array.from({ length: 10 }, () => logIn(api, user)));
      expect(new Set(sessions.map(({ refreshToken }) => refreshToken)).size).toBe(10);
    });

    test('who is signed in may sign in again, with a token that is valid only', async () => {
      const user = await signUp(api);
      await logIn(api.as(user), user);
      const headers = { authorization: 'Bearer x' };
      const { email, password } = user;
      expectProblem(await api.post('/login', { email, password }, headers), 'INVALID_TOKEN');
    });
  });

  describe('a sign-in that is refused', () => {
    /** The whole of an answer but its time; the id of the request is given. */
    const refusal = async (details: { readonly email: string; readonly password: string }) => {
      const headers = { 'x-request-id': 'the-same' };
      const answer: Answer = await api.post('/login', details, headers);
      const { date, ...others } = Object.fromEntries(answer.headers);
      expect(date).toBeDefined();
      return { status: answer.status, headers: others, text: answer.text, answer };
    };
    const disabled = async (): Promise<RegisteredUser> => {
      const user = await register(api);
      const answer = await asAdmin.put(`/users/${user.userId}/status`, { status: 'disabled' });
      expect(answer.status, answer.text).toBe(200);
      return user;
    };

    test('says the same, byte for byte, whatever the reason', async () => {
      const withoutPassword = await createUser(asAdmin);
      const { answer, ...unknown } = await refusal({ email: freshEmail(), password: PASSWORD });
      expectProblem(answer, 'INVALID_CREDENTIALS');
      for (const details of [
        { email: (await register(api)).email, password: 'not the password' },
        { email: (await disabled()).email, password: PASSWORD },
        { email: (await disabled()).email, password: 'not the password' },
        { email: withoutPassword.email, password: PASSWORD },
        { email: target.admin?.().email ?? freshEmail(), password: PASSWORD },
      ]) {
        expect(await refusal(details)).toMatchObject(unknown);
      }
    });

    test('repeats neither the email nor the password', async () => {
      const email = freshEmail();
      const { text } = await refusal({ email, password: PASSWORD });
      expect(text).not.toContain(email);
      expect(text).not.toContain(PASSWORD);
    });

    test.each([
      [{}, { '#/email': 'is required', '#/password': 'is required' }],
      [{ email: 'nobody', password: 'x' }, { '#/email': 'must be an email address' }],
      [{ email: 'a@example.com', password: '' }, { '#/password': 'must not be empty' }],
      [
        { email: 'a@example.com', password: 'x'.repeat(1025) },
        { '#/password': 'must be at most 1024 characters' },
      ],
      [{ email: 'a@example.com', password: 5 }, { '#/password': 'must be text' }],
      [
        { email: 'a@example.com', password: 'x', role: 'admin', user_id: 'a' },
        { '#/role': 'is not a known field', '#/user_id': 'is not a known field' },
      ],
    ])('names what is wrong with the body %j', async (body, fields) => {
      expectProblem(await api.post('/login', body), 'INVALID_INPUT', fields);
    });

    test('a password of any form up to 1024 characters is only wrong', async () => {
      for (const password of ['x', 'x'.repeat(1024), '\u0000', ' ']) {
        const answer = await sendLogIn(api, { email: freshEmail(), password });
        expectProblem(answer, 'INVALID_CREDENTIALS');
      }
    });

    test('the email and the password may not be in the URL', async () => {
      const { email, password } = await register(api);
      const query = `email=${encodeURIComponent(email)}&password=${encodeURIComponent(password)}`;
      const answer = await api.post(`/login?${query}`, { email, password });
      expectProblem(answer, 'INVALID_INPUT', ['#/email', '#/password']);
    });
  });
}
