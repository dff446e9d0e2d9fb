import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Api, apiClient, type HttpTarget } from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { freshUserId } from './fixtures.ts';
import {
  adminApi,
  expectEnded,
  expectLive,
  idsOf,
  listSessions,
  logIn,
  type RegisteredUser,
  type SignedIn,
  sendRefresh,
  sessionsOf,
  signUp,
  signUpThrice,
} from './sign-in-fixtures.ts';

const UNKNOWN = `019a5b3c2d10-${randomUUID()}`;

/** How sessions end: one, all, from afar. */
export function sessionEndingContract(target: HttpTarget): void {
  const api = apiClient(target);
  let asAdmin: Api;
  beforeAll(async () => {
    asAdmin = await adminApi(target);
  });

  describe('ending sessions', () => {
    test('by its id ends that one at once, and the second time there is none', async () => {
      const [first, second, third] = await signUpThrice(api);
      const path = `${sessionsOf(first)}/${second.sessionId}`;
      const answer = await api.as(first).delete(path);
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({ message: 'Session ended' });
      await expectEnded(api, second);
      expect(idsOf(await listSessions(api, first))).toEqual([third.sessionId, first.sessionId]);
      await expectLive(api, third);
      expectProblem(await api.as(first).delete(path), 'SESSION_NOT_FOUND');
    });

    test('may be done to the very session that asks', async () => {
      const [first, second] = await signUpThrice(api);
      const path = `${sessionsOf(first)}/${first.sessionId}`;
      expect((await api.as(first).delete(path)).status).toBe(200);
      await expectEnded(api, first);
      await expectLive(api, second);
    });

    test.each<[string, (own: Api, user: RegisteredUser & SignedIn) => Promise<unknown>, string]>([
      ['DELETE of all', (own, user) => own.delete(sessionsOf(user)).then(bodyOf), 'Sessions ended'],
      ['/logout/all', (own) => own.post('/logout/all').then(bodyOf), 'Logged out everywhere'],
    ])('%s ends every one, and signing in goes on', async (_name, end, message) => {
      const [first, second, third] = await signUpThrice(api);
      expect(await end(api.as(second), second)).toEqual({ message });
      for (const session of [first, second, third]) await expectEnded(api, session);
      const fresh = await logIn(api, first);
      expect(idsOf(await listSessions(api, fresh))).toEqual([fresh.sessionId]);
      await expectLive(api, fresh);
    });

    test('/logout ends the session that asks and no other', async () => {
      const [first, second] = await signUpThrice(api);
      const answer = await api.as(first).post('/logout');
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({ message: 'Logged out' });
      await expectEnded(api, first);
      await expectLive(api, second);
    });

    test('20 logouts at once end it, and no refresh brings it back', async () => {
      const session = await signUp(api);
      const [answers] = await Promise.all([
        Promise.all(Array.from({ length: 20 }, () => api.as(session).post('/logout'))),
        Promise.all(Array.from({ length: 10 }, () => sendRefresh(api, session.refreshToken))),
      ]);
      expect(answers.map(({ status }) => status)).toContain(200);
      for (const { status } of answers) expect([200, 401, 404]).toContain(status);
      await expectEnded(api, session);
    });

    test('of another account is forbidden, and under the own id there is no such one', async () => {
      const [own, other] = [await signUp(api), await signUp(api)];
      const mine = api.as(own);
      const answers = [
        await mine.delete(`${sessionsOf(other)}/${other.sessionId}`),
        await mine.delete(`${sessionsOf(other)}/${own.sessionId}`),
        await mine.delete(sessionsOf(other)),
        await mine.get(sessionsOf(other)),
      ];
      for (const answer of answers) expectProblem(answer, 'FORBIDDEN');
      expectProblem(
        await mine.delete(`${sessionsOf(own)}/${other.sessionId}`),
        'SESSION_NOT_FOUND',
      );
      await expectLive(api, own);
      await expectLive(api, other);
    });

    test('that are unknown is 404, and with a malformed id 400', async () => {
      const user = await signUp(api);
      const own = api.as(user);
      expectProblem(await own.delete(`${sessionsOf(user)}/${UNKNOWN}`), 'SESSION_NOT_FOUND');
      for (const id of ['x', randomUUID(), UNKNOWN.toUpperCase(), `${UNKNOWN}0`]) {
        expectProblem(await own.delete(`${sessionsOf(user)}/${id}`), 'INVALID_INPUT', {
          '#/session_id': 'must be the id of a session',
        });
      }
      const nobody = sessionsOf({ userId: freshUserId() });
      expectProblem(await asAdmin.get(nobody), 'USER_NOT_FOUND');
      expectProblem(await asAdmin.delete(nobody), 'USER_NOT_FOUND');
      expectProblem(await asAdmin.delete(`${nobody}/${UNKNOWN}`), 'SESSION_NOT_FOUND');
    });

    test("may be done by an admin to anybody's, one or all", async () => {
      const [first, second, third] = await signUpThrice(api);
      const one = await asAdmin.delete(`${sessionsOf(first)}/${first.sessionId}`);
      expect(one.body).toEqual({ message: 'Session ended' });
      await expectEnded(api, first);
      await expectLive(api, second);
      expect((await asAdmin.delete(sessionsOf(first))).body).toEqual({ message: 'Sessions ended' });
      for (const session of [second, third]) await expectEnded(api, session);
    });

    test.each(['/logout', '/logout/all'])(
      '%s asks who has no token to sign in, the operator too',
      async (path) => {
        expectProblem(await api.post(path), 'AUTHENTICATION_REQUIRED');
      },
    );
  });
}

function bodyOf({ body }: { readonly body: unknown }): unknown {
  return body;
}
