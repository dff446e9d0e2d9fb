import { beforeAll, describe, expect, test } from 'vitest';
import { type Api, apiClient, asList, asObject, type HttpTarget, headerOf } from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { createUser, freshEmail, freshUserId } from './fixtures.ts';
import {
  adminApi,
  expectEnded,
  expectLive,
  logIn,
  register,
  type SignedIn,
  signUp,
  signUpAdmin,
} from './sign-in-fixtures.ts';

type Whose = Pick<SignedIn, 'userId'>;

/** PUT /users/{user_id}/role and PUT /users/{user_id}/status. */
export function accountAccessContract(target: HttpTarget): void {
  const api = apiClient(target);
  let asAdmin: Api;
  beforeAll(async () => {
    asAdmin = await adminApi(target);
    // So that no admin of these tests is ever the last one.
    if (target.admin === undefined) await signUpAdmin(api, asAdmin);
  });
  const setRole = (who: Api, { userId }: Whose, role: unknown, headers = {}) =>
    who.put(`/users/${userId}/role`, { role }, headers);
  const setStatus = (who: Api, { userId }: Whose, status: unknown, headers = {}) =>
    who.put(`/users/${userId}/status`, { status }, headers);
  const tagOf = async ({ userId }: Whose) =>
    headerOf(await asAdmin.get(`/users/${userId}`), 'etag');

  const routes = [
    ['role', setRole, 'Role changed', 'customer', 'admin'],
    ['status', setStatus, 'Status changed', 'active', 'disabled'],
  ] as const;
  describe.each(routes)('the %s of an account', (field, set, message, before, after) => {
    test('is set by an admin, and the answer has the new entity tag', async () => {
      const user = await register(api);
      const tag = await tagOf(user);
      const answer = await set(asAdmin, user, after);
      expect(answer.status, answer.text).toBe(200);
      expect(answer.body).toEqual({ message });
      const shown = await asAdmin.get(`/users/${user.userId}`);
      expect(shown.body).toMatchObject({ [field]: after, email: user.email });
      expect(headerOf(answer, 'etag')).toBe(headerOf(shown, 'etag'));
      expect(headerOf(answer, 'etag')).not.toBe(tag);
    });

    test('that changes ends every session at once', async () => {
      const user = await signUp(api);
      const other = await logIn(api, user);
      expect((await set(asAdmin, user, after)).status).toBe(200);
      for (const session of [user, other]) await expectEnded(api, session);
    });

    test('that is set to what it is changes nothing and ends no session', async () => {
      const user = await signUp(api);
      const tag = await tagOf(user);
      const answer = await set(asAdmin, user, before);
      expect(answer.body).toEqual({ message });
      expect(headerOf(answer, 'etag')).toBe(tag);
      expect(await tagOf(user)).toBe(tag);
      await expectLive(api, user);
    });

    test('is kept where If-Match names another version', async () => {
      const user = await signUp(api);
      const tag = await tagOf(user);
      await asAdmin.put(`/users/${user.userId}`, { lastname: 'Roe' });
      for (const stale of [tag, '"999"', 'W/"1"']) {
        expectProblem(await set(asAdmin, user, after, { 'if-match': stale }), 'VERSION_MISMATCH');
      }
      await expectLive(api, user);
      const current = { 'if-match': await tagOf(user) };
      expect((await set(asAdmin, user, after, current)).status).toBe(200);
    });

    test('of nobody is 404', async () => {
      const nobody = { userId: freshUserId() };
      expectProblem(await set(asAdmin, nobody, after), 'USER_NOT_FOUND');
      const headers = { 'if-match': '"1"' };
      expectProblem(await set(asAdmin, nobody, after, headers), 'USER_NOT_FOUND');
    });

    test('is set by no customer, the own one neither', async () => {
      const [user, other] = [await signUp(api), await signUp(api)];
      for (const whose of [user, other, { userId: freshUserId() }]) {
        for (const value of [after, before]) {
          expectProblem(await set(api.as(user), whose, value), 'FORBIDDEN');
        }
      }
      await expectLive(api, user);
      await expectLive(api, other);
    });

    test('is one of its values and comes alone', async () => {
      const user = await signUp(api);
      for (const value of ['root', '', 'ADMIN', 'Disabled', null, true, ['admin'], { $ne: 1 }]) {
        expectProblem(await set(asAdmin, user, value), 'INVALID_INPUT', [`#/${field}`]);
      }
      const path = `/users/${user.userId}/${field}`;
      expectProblem(await asAdmin.put(path, {}), 'INVALID_INPUT', {
        [`#/${field}`]: 'is required',
      });
      const more = { [field]: after, password_hash: 'x', version: 1 };
      const named = ['#/password_hash', '#/version'];
      expectProblem(await asAdmin.put(path, more), 'INVALID_INPUT', named);
      await expectLive(api, user);
    });

    test('shows in the filters of the list', async () => {
      const { email, userId } = await createUser(asAdmin, { email: freshEmail('filtered') });
      const prefix = email.slice(0, -'@example.com'.length);
      // On DynamoDB the indexes follow within a moment.
      const expectFound = async (query: string, expected: readonly string[]) =>
        expect
          .poll(
            async () => {
              const { items } = asObject((await asAdmin.get(`/users?${query}`)).body);
              return asList(items).map((user) => user['user_id']);
            },
            { timeout: 5_000 },
          )
          .toEqual(expected);
      for (const [value, other] of [
        [after, before],
        [before, after],
      ]) {
        expect((await set(asAdmin, { userId }, value)).status).toBe(200);
        for (const filter of [`email=${email}`, `email_prefix=${prefix}`]) {
          await expectFound(`${filter}&${field}=${value}`, [userId]);
          await expectFound(`${filter}&${field}=${other}`, []);
        }
      }
    });
  });
}
