import { randomBytes, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Api, apiClient, type HttpTarget } from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import {
  adminApi,
  claimsOf,
  expectEnded,
  expectLive,
  logIn,
  refresh,
  type SignedIn,
  sendRefresh,
  signUp,
} from './sign-in-fixtures.ts';

const INVALID = 'INVALID_REFRESH_TOKEN';

/** POST /token/refresh. */
export function refreshContract(target: HttpTarget): void {
  const api = apiClient(target);
  let asAdmin: Api;
  beforeAll(async () => {
    asAdmin = await adminApi(target);
  });
  /** The token with some of its parts replaced. */
  const forged = ({ refreshToken }: SignedIn, parts: ForgedParts) => {
    const [prefix, userId, sessionId, family, secret] = refreshToken.split('.');
    return Object.values({ prefix, userId, sessionId, family, secret, ...parts }).join('.');
  };

  describe('refreshing', () => {
    test('gives the next tokens of the same session, in the form of a sign-in', async () => {
      const session = await signUp(api);
      const answer = await sendRefresh(api, session.refreshToken);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.body).toEqual({
        access_token: expect.any(String),
        token_type: 'Bearer',
        expires_in: 600,
        refresh_token: expect.stringMatching(/^krt\.[\w.-]+$/),
        user_id: session.userId,
      });
      const next = await refresh(api, session);
      expect(next).toMatchObject({ userId: session.userId, sessionId: session.sessionId });
      expect(next.refreshToken).not.toBe(session.refreshToken);
      const [before, after] = [claimsOf(session.accessToken), claimsOf(next.accessToken)];
      expect(after['jti']).not.toBe(before['jti']);
      expect((await api.as(next).put(`/users/${next.userId}`, { gender: 'x' })).status).toBe(200);
    });

    test('goes on token by token, each of them another', async () => {
      let session = await signUp(api);
      const seen = new Set([session.refreshToken]);
      for (let count = 0; count < 5; count += 1) {
        session = await refresh(api, session);
        seen.add(session.refreshToken);
      }
      expect(seen.size).toBe(6);
      await expectLive(api, session);
    });

    test('needs no access token, and refuses a bad one', async () => {
      const session = await signUp(api);
      const next = await refresh(api, session);
      const body = { refresh_token: next.refreshToken };
      const headers = { authorization: 'Bearer x' };
      expectProblem(await api.post('/token/refresh', body, headers), 'INVALID_TOKEN');
      await expectLive(api, next);
    });

    test('20 times at once with one token gives one and the same successor', async () => {
      const session = await signUp(api);
      const nexts = await Promise.all(Array.from({ length: 20 }, () => refresh(api, session)));
      const [first, ...others] = new Set(nexts.map(({ refreshToken }) => refreshToken));
      expect(others).toEqual([]);
      expect(first).not.toBe(session.refreshToken);
      await expectLive(api, { ...session, refreshToken: first ?? '' });
    });

    test('again within the grace gives the same successor, since an answer may be lost', async () => {
      const session = await signUp(api);
      const { refreshToken } = await refresh(api, session);
      for (let time = 0; time < 3; time += 1) {
        expect((await refresh(api, session)).refreshToken).toBe(refreshToken);
      }
      await expectLive(api, { ...session, refreshToken });
    });

    test('with a token two generations old ends the session for all its tokens', async () => {
      const session = await signUp(api);
      const second = await refresh(api, session);
      const third = await refresh(api, second);
      expectProblem(await sendRefresh(api, session.refreshToken), INVALID);
      for (const ended of [session, second, third]) await expectEnded(api, ended);
    });

    test('with a stolen token ends no other session of the account', async () => {
      const session = await signUp(api);
      const other = await logIn(api, session);
      await refresh(api, await refresh(api, session));
      expectProblem(await sendRefresh(api, session.refreshToken), INVALID);
      await expectLive(api, other);
    });
  });

  describe('a refresh token that was never given out', () => {
    test.each<[string, () => ForgedParts]>([
      ['with another family', () => ({ family: randomPart(16) })],
      [
        'with another family and secret',
        () => ({ family: randomPart(16), secret: randomPart(32) }),
      ],
      ['of another session', () => ({ sessionId: `019a5b3c2d10-${randomUUID()}` })],
      ['of an unknown account', () => ({ userId: randomUUID() })],
      ['of another kind', () => ({ prefix: 'kpr' })],
      ['with a part too many', () => ({ more: 'x' })],
      ['without its secret', () => ({ secret: '' })],
      ['cut short', () => ({ secret: randomPart(31) })],
    ])('%s is refused and ends nothing', async (_name, parts) => {
      const session = await signUp(api);
      expectProblem(await sendRefresh(api, forged(session, parts())), INVALID);
      await expectLive(api, session);
    });

    test("joined of two accounts' tokens is refused and ends neither session", async () => {
      const [one, other] = [await signUp(api), await signUp(api)];
      const [, userId = '', sessionId = '', family = '', secret = ''] =
        other.refreshToken.split('.');
      for (const parts of [{ userId }, { sessionId }, { userId, sessionId }, { family, secret }]) {
        expectProblem(await sendRefresh(api, forged(one, parts)), INVALID);
      }
      await expectLive(api, one);
      await expectLive(api, other);
    });

    test('but has the family of the session counts as stolen', async () => {
      const session = await signUp(api);
      const token = forged(session, { secret: randomPart(32) });
      expectProblem(await sendRefresh(api, token), INVALID);
      await expectEnded(api, session);
    });

    test.each(['x', 'krt', 'krt.', ' ', '\u0000', 'krt.a.b.c.d', 'null', 'é'.repeat(100)])(
      '%j is refused',
      async (token) => {
        expectProblem(await sendRefresh(api, token), INVALID);
      },
    );

    test('with spaces around it is refused', async () => {
      const session = await signUp(api);
      for (const token of [` ${session.refreshToken}`, `${session.refreshToken}\n`]) {
        expectProblem(await sendRefresh(api, token), INVALID);
      }
      await expectLive(api, session);
    });

    test.each([
      [undefined, 'is required'],
      ['', 'must not be empty'],
      ['x'.repeat(1025), 'must be at most 1024 characters'],
      [null, 'must be text'],
      [['x'], 'must be text'],
    ])('%j is named', async (token, detail) => {
      expectProblem(await sendRefresh(api, token), 'INVALID_INPUT', { '#/refresh_token': detail });
    });
  });

  test('a refresh token of a deleted account is refused', async () => {
    const session = await signUp(api);
    expect((await asAdmin.delete(`/users/${session.userId}`)).status).toBe(200);
    expectProblem(await sendRefresh(api, session.refreshToken), INVALID);
    const own = api.as(session);
    expectProblem(await own.put(`/users/${session.userId}`, { gender: 'x' }), 'INVALID_TOKEN');
    expectProblem(await own.get(`/users/${session.userId}`), 'USER_NOT_FOUND');
  });
}

interface ForgedParts {
  readonly prefix?: string;
  readonly userId?: string;
  readonly sessionId?: string;
  readonly family?: string;
  readonly secret?: string;
  readonly more?: string;
}

function randomPart(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}
