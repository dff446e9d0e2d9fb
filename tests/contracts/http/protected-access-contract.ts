import { beforeAll, describe, expect, test } from 'vitest';
import { apiClient, asObject, type HttpTarget } from './api-client.ts';
import { CALLS, NOBODY, nameOf, optionsOf } from './call-table.ts';
import { expectProblem } from './expect-problem.ts';
import { freshEmail, freshUserId, PASSWORD, type TestUser } from './fixtures.ts';
import { register } from './sign-in-fixtures.ts';

const named = CALLS.map((call) => ({ name: nameOf(call), ...call }));

/** Who may do what on a server with ACCESS=protected. */
export function protectedAccessContract(target: HttpTarget): void {
  const api = apiClient(target);

  describe('protected access without a token', () => {
    let user: TestUser;
    // One for all, since each test finds it as it was.
    beforeAll(async () => {
      user = await register(api);
    });

    test.each(named.filter(({ who }) => who !== 'anyone'))(
      '$name asks to sign in',
      async (call) => {
        const answer = await api.send(call.method, call.url(NOBODY), optionsOf(call, NOBODY));
        expectProblem(answer, 'AUTHENTICATION_REQUIRED');
      },
    );

    test.each(named.filter(({ who }) => who !== 'anyone'))(
      '$name says the same of data that exists and of data that does not',
      async (call) => {
        const bare = async (owner: TestUser) => {
          const answer = await api.send(call.method, call.url(owner), optionsOf(call, owner));
          const { instance, request_id, ...problem } = asObject(answer.body);
          return problem;
        };
        expect(await bare(user)).toEqual(await bare(NOBODY));
        const again = await api.post('/register', { email: user.email, password: PASSWORD });
        expectProblem(again, 'USER_EXISTS');
      },
    );

    test.each(named.filter(({ body, who }) => body && who !== 'anyone' && who !== 'guest'))(
      '$name is refused before its input is read',
      async (call) => {
        const bodies = [
          { raw: '{' },
          { json: {} },
          { raw: 'x', headers: { 'content-type': 'text/plain' } },
        ];
        for (const options of bodies) {
          const answer = await api.send(call.method, call.url(NOBODY), options);
          expectProblem(answer, 'AUTHENTICATION_REQUIRED');
        }
      },
    );

    test.each([
      '/home_page',
      '/load_products?product_tag=kits',
      '/load_products?product_id=acc-match-ball',
      '/products?q=ball',
      '/products/acc-match-ball',
      '/photos/acc-match-ball.png',
      '/health/live',
      '/health/ready',
      '/openapi.json',
      '/docs',
      '/docs/swagger-ui.css',
    ])('%s is served to anyone', async (path) => {
      expect((await api.get(path)).status).toBe(200);
    });

    test('anyone may register, and the account is of an ordinary customer', async () => {
      const { email } = await register(api);
      const body = { email: freshEmail(), password: PASSWORD, role: 'admin' };
      expectProblem(await api.post('/register', body), 'INVALID_INPUT', ['#/role']);
      expectProblem(await api.get(`/user/${email}`), 'AUTHENTICATION_REQUIRED');
    });

    test('unknown routes and methods are told as they are', async () => {
      expectProblem(await api.get('/nothing'), 'ROUTE_NOT_FOUND');
      expectProblem(await api.send('PATCH', '/users'), 'METHOD_NOT_ALLOWED');
      expect((await api.send('OPTIONS', '/users')).status).toBe(204);
    });
  });
}

/** What a bad token gives, in either access mode. */
export function badTokenContract(target: HttpTarget): void {
  const api = apiClient(target);

  describe('a token that is not valid', () => {
    test.each(['Bearer x', 'bearer abc.def.ghi', 'Basic YTpi', 'Bearer', 'Bearer  '])(
      '"%s" is refused, never taken for nobody or for the operator',
      async (authorization) => {
        const user_id = freshUserId();
        const answers = [
          await api.get('/users', { authorization }),
          await api.get(`/load_cart?user_id=${user_id}`, { authorization }),
          await api.post('/clear_cart', { user_id }, { authorization }),
        ];
        for (const answer of answers) {
          expectProblem(answer, 'INVALID_TOKEN');
          expect(answer.text).not.toContain('abc.def');
        }
      },
    );

    test('a token in the URL or in a cookie is no token', async () => {
      const query = await api.get('/home_page?access_token=x');
      expectProblem(query, 'INVALID_INPUT', ['#/access_token']);
      const answer = await api.get('/home_page', { cookie: 'token=x; session=y' });
      expect(answer.status).toBe(200);
    });
  });
}
