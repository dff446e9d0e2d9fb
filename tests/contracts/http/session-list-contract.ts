import { beforeAll, describe, expect, test } from 'vitest';
import {
  type Api,
  apiClient,
  asList,
  asObject,
  type HttpTarget,
  type JsonObject,
  textIn,
} from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { INSTANT, nextPath, pause, walk } from './fixtures.ts';
import {
  adminApi,
  idsOf,
  listSessions,
  refresh,
  sessionsOf,
  signUp,
  signUpThrice,
} from './sign-in-fixtures.ts';

const DAY_MS = 24 * 3600 * 1000;

/** GET /users/{user_id}/sessions. */
export function sessionListContract(target: HttpTarget): void {
  const api = apiClient(target);
  let asAdmin: Api;
  beforeAll(async () => {
    asAdmin = await adminApi(target);
  });

  describe('the list of sessions', () => {
    test('tells of each when it began, was used and ends, and which one asks', async () => {
      const first = await signUp(api);
      await pause();
      const agent = 'Otter/1.0 (Riverbank)';
      const { email, password } = first;
      await api.post('/login', { email, password }, { 'user-agent': agent });
      const [newest, oldest, ...others] = await listSessions(api, first);
      expect(others).toEqual([]);
      const times = {
        created_at: expect.stringMatching(INSTANT),
        last_used_at: expect.stringMatching(INSTANT),
        expires_at: expect.stringMatching(INSTANT),
      };
      const id = expect.stringMatching(/^[0-9a-f]{12}-[0-9a-f-]{36}$/);
      expect(newest).toEqual({ session_id: id, current: false, user_agent: agent, ...times });
      expect(oldest).toMatchObject({ session_id: first.sessionId, current: true, ...times });
      const life = Date.parse(String(newest?.['expires_at'])) - Date.now();
      expect(Math.round(life / DAY_MS)).toBe(14);
    });

    test('keeps 200 characters of what a client calls itself', async () => {
      const user = await signUp(api);
      await pause();
      const { email, password } = user;
      await api.post('/login', { email, password }, { 'user-agent': 'x'.repeat(300) });
      expect((await listSessions(api, user))[0]?.['user_agent']).toBe('x'.repeat(200));
    });

    test('is newest first, and a refresh changes the use and not the order', async () => {
      const [first, second, third] = await signUpThrice(api);
      const ids = [third, second, first].map(({ sessionId }) => sessionId);
      const before = await listSessions(api, third);
      expect(idsOf(before)).toEqual(ids);
      await pause();
      const after = await listSessions(api, await refresh(api, first));
      expect(idsOf(after)).toEqual(ids);
      const used = (sessions: readonly JsonObject[]) => String(sessions[2]?.['last_used_at']);
      expect(Date.parse(used(after))).toBeGreaterThan(Date.parse(used(before)));
      expect(after[2]).toMatchObject({ current: true, created_at: before[2]?.['created_at'] });
    });

    test('is walked page by page along Link and next_cursor, each session once', async () => {
      const sessions = await signUpThrice(api);
      const own = api.as(sessions[0]);
      const pages = await walk(own, `${sessionsOf(sessions[0])}?limit=1`);
      const newestFirst = sessions.map(({ sessionId }) => [sessionId]).toReversed();
      expect(pages.map(idsOf)).toEqual(newestFirst);
      const first = await own.get(`${sessionsOf(sessions[0])}?limit=2`);
      const cursor = textIn(first, 'next_cursor');
      expect(nextPath(first)).toBe(`${sessionsOf(sessions[0])}?limit=2&cursor=${cursor}`);
      const last = asObject((await own.get(nextPath(first) ?? '')).body);
      expect(last['next_cursor']).toBeNull();
      expect(idsOf(asList(last['items']))).toEqual([sessions[0].sessionId]);
    });

    test('refuses a bad limit, a bad cursor and an unknown filter', async () => {
      const user = await signUp(api);
      const own = api.as(user);
      const get = (query: string) => own.get(`${sessionsOf(user)}?${query}`);
      expectProblem(await get('limit=0'), 'INVALID_INPUT', ['#/limit']);
      expectProblem(await get('cursor=abc'), 'INVALID_CURSOR', ['#/cursor']);
      const foreign = textIn(await asAdmin.get('/users?limit=1'), 'next_cursor');
      expectProblem(await get(`cursor=${foreign}`), 'INVALID_CURSOR', ['#/cursor']);
      expectProblem(await get('status=active'), 'INVALID_INPUT', ['#/status']);
    });

    test('shows an admin the same, and none of them as theirs', async () => {
      const sessions = await signUpThrice(api);
      const items = (await walk(asAdmin, sessionsOf(sessions[0]))).flat();
      expect(idsOf(items)).toEqual(sessions.map(({ sessionId }) => sessionId).toReversed());
      expect(items.map(({ current }) => current)).toEqual([false, false, false]);
    });
  });
}
