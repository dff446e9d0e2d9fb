import { beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type Api, apiClient, freshAddress, type HttpTarget } from './api-client.ts';
import { createUser, freshEmail } from './fixtures.ts';
import { adminApi, signUp } from './sign-in-fixtures.ts';

const POLICY = "default-src 'none'; frame-ancestors 'none'";

/** What every reply tells a browser. */
export function securityHeadersContract(target: HttpTarget): void {
  const api = apiClient(target);
  let asAdmin: Api;
  beforeAll(async () => {
    asAdmin = await adminApi(target);
  });

  const expectHeaders = ({ headers }: Answer, policy = POLICY) => {
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('content-security-policy')).toBe(policy);
    const isProtected = target.admin !== undefined;
    expect(headers.get('strict-transport-security')).toBe(isProtected ? 'max-age=31536000' : null);
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('server')).toBeNull();
  };

  const replies: readonly (readonly [number, string, () => Promise<Answer>])[] = [
    [200, 'of a list', () => api.get('/home_page')],
    [200, 'of a photo', () => api.get('/photos/acc-match-ball.png')],
    [200, 'of OpenAPI', () => api.get('/openapi.json')],
    [200, 'of the public keys', () => api.get('/.well-known/jwks.json')],
    [200, 'to HEAD', () => api.send('HEAD', '/home_page')],
    [
      201,
      'to a sign-up',
      () => api.post('/register', { email: freshEmail(), password: 'e5 f6 g7' }),
    ],
    [204, 'to OPTIONS', () => api.send('OPTIONS', '/users')],
    [400, 'to a bad field', () => api.get('/load_products?colour=red')],
    [400, 'to a broken URL', () => asAdmin.get('/users/%zz')],
    [401, 'without a token', () => api.post('/logout')],
    [401, 'with a bad token', () => api.get('/users', { authorization: 'Bearer x' })],
    [401, 'to a wrong password', () => api.post('/login', { email: freshEmail(), password: 'x' })],
    [404, 'of no route', () => api.get('/nothing')],
    [404, 'of no product', () => api.get('/load_products?product_id=nothing')],
    [405, 'to another method', () => api.send('PATCH', '/users')],
    [413, 'to a large body', () => api.send('POST', '/login', { raw: ' '.repeat(2 ** 20 + 1) })],
    [
      415,
      'to another media type',
      () => api.send('POST', '/login', { raw: 'x', headers: { 'content-type': 'text/plain' } }),
    ],
  ];

  describe('the headers for browsers', () => {
    test.each(replies)('are on a %i %s', async (status, _name, send) => {
      const answer = await send();
      expect(answer.status, answer.text).toBe(status);
      expectHeaders(answer);
    });

    test('are on a 304', async () => {
      const path = `/users/${(await createUser(asAdmin)).userId}`;
      const etag = (await asAdmin.get(path)).headers.get('etag') ?? '';
      const answer = await asAdmin.get(path, { 'if-none-match': etag });
      expect(answer.status).toBe(304);
      expectHeaders(answer);
    });

    test('are on a 403, and on what one is refused or told of oneself', async () => {
      const user = await signUp(api);
      const own = api.as(user);
      const statuses = [];
      for (const path of ['/users', `/users/${user.userId}`, `/users/${user.userId}/sessions`]) {
        const answer = await own.get(path);
        statuses.push(answer.status);
        expectHeaders(answer);
      }
      expect(statuses).toEqual([403, 200, 200]);
    });

    test('are on a 409 and a 429', async () => {
      const { email } = await createUser(asAdmin);
      const taken = await asAdmin.post('/users', { lastname: 'Doe', email });
      expect(taken.status).toBe(409);
      expectHeaders(taken);
      const there = api.from(freshAddress());
      const guesses = Array.from({ length: 6 }, () =>
        there.post('/login', { email, password: 'x' }),
      );
      const waiting = (await Promise.all(guesses)).filter(({ status }) => status === 429);
      expect(waiting).toHaveLength(1);
      for (const answer of waiting) expectHeaders(answer);
    });

    test('are on the documentation page too, with a policy of its own', async () => {
      const answer = await api.get('/docs');
      const policy = answer.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expectHeaders(answer, policy);
      expectHeaders(await api.get('/docs/start.js'));
    });
  });
}
