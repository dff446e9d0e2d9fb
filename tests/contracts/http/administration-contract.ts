import { beforeAll, describe, expect, test } from 'vitest';
import { type Api, apiClient, type HttpTarget, textIn } from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { createUser, freshEmail } from './fixtures.ts';
import {
  adminApi,
  claimsOf,
  expectEnded,
  expectLive,
  logIn,
  register,
  type SignedIn,
  sendLogIn,
  sendRefresh,
  signUp,
  signUpAdmin,
} from './sign-in-fixtures.ts';

type Whose = Pick<SignedIn, 'userId'>;

/** What an admin may, and a disabled account may not. */
export function administrationContract(target: HttpTarget): void {
  const api = apiClient(target);
  let asAdmin: Api;
  beforeAll(async () => {
    asAdmin = await adminApi(target);
    // So that no admin of these tests is ever the last one.
    if (target.admin === undefined) await signUpAdmin(api, asAdmin);
  });
  const setRole = (who: Api, { userId }: Whose, role: string) =>
    who.put(`/users/${userId}/role`, { role });
  const setStatus = (who: Api, { userId }: Whose, status: string) =>
    who.put(`/users/${userId}/status`, { status });
  describe('an admin', () => {
    test('is one from the next sign-in on, and the token says so', async () => {
      const user = await signUp(api);
      expectProblem(await api.as(user).get('/users'), 'FORBIDDEN');
      await setRole(asAdmin, user, 'admin');
      expectProblem(await api.as(user).get('/users'), 'FORBIDDEN');
      const admin = await logIn(api, user);
      expect(claimsOf(admin.accessToken)['role']).toBe('admin');
      const other = await createUser(api.as(admin));
      expect((await api.as(admin).get('/users?limit=1')).status).toBe(200);
      expect((await api.as(admin).get(`/user/${other.email}`)).status).toBe(200);
      expect((await setRole(api.as(admin), other, 'admin')).status).toBe(200);
    });

    test('who is demoted is none at once, with the token still alive', async () => {
      const admin = await signUpAdmin(api, asAdmin);
      const other = await register(api);
      expect((await setRole(asAdmin, admin, 'customer')).status).toBe(200);
      const demoted = api.as(admin);
      for (const answer of [
        await demoted.get('/users'),
        await demoted.get(`/users/${other.userId}`),
        await demoted.get(`/user/${other.email}`),
        await demoted.get('/user-personal-information'),
        await demoted.get(`/load_cart?user_id=${other.userId}`),
        await demoted.post('/users', { lastname: 'Doe', email: freshEmail() }),
        await setRole(demoted, admin, 'admin'),
      ]) {
        expectProblem(answer, 'INVALID_TOKEN');
      }
      const customer = await logIn(api, admin);
      expect(claimsOf(customer.accessToken)['role']).toBe('customer');
      expectProblem(await api.as(customer).get('/users'), 'FORBIDDEN');
    });

    test('may give up their own role while there is another', async () => {
      const admin = await signUpAdmin(api, asAdmin);
      expect((await setRole(api.as(admin), admin, 'customer')).status).toBe(200);
      await expectEnded(api, admin);
    });

    test('who logged out has no power left', async () => {
      const admin = await signUpAdmin(api, asAdmin);
      await api.as(admin).post('/logout');
      expectProblem(await api.as(admin).get('/users'), 'INVALID_TOKEN');
    });
  });

  describe('a disabled account', () => {
    test('cannot sign in, refresh or write until it is enabled, and starts anew then', async () => {
      const user = await signUp(api);
      await setStatus(asAdmin, user, 'disabled');
      expectProblem(await sendLogIn(api, user), 'INVALID_CREDENTIALS');
      await expectEnded(api, user);
      expect((await setStatus(asAdmin, user, 'active')).status).toBe(200);
      expectProblem(await sendRefresh(api, user.refreshToken), 'INVALID_REFRESH_TOKEN');
      await expectLive(api, await logIn(api, user));
    });

    test('is still read, changed and deleted by an admin', async () => {
      const user = await register(api);
      await setStatus(asAdmin, user, 'disabled');
      expect((await asAdmin.put(`/user/${user.email}`, { lastname: 'Roe' })).status).toBe(200);
      expect(textIn(await asAdmin.get(`/users/${user.userId}`), 'lastname')).toBe('Roe');
      expect((await asAdmin.delete(`/users/${user.userId}`)).status).toBe(200);
    });

    test('keeps its email', async () => {
      const user = await register(api);
      await setStatus(asAdmin, user, 'disabled');
      const { email, password } = user;
      expectProblem(await api.post('/register', { email, password }), 'USER_EXISTS');
    });
  });
}
