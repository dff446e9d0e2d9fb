import { describe, expect, test } from 'vitest';
import { apiClient, arriving, type HttpTarget } from './api-client.ts';
import { CALLS, NOBODY } from './call-table.ts';
import { expectProblem } from './expect-problem.ts';
import { createUser, UUID_V4 } from './fixtures.ts';

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'];

/** Each path of the contract with the methods it knows. */
const PATHS = [...Map.groupBy(CALLS, ({ path }) => path)].map(([path, calls]) => ({
  path,
  url: calls[0]?.url(NOBODY) ?? '',
  methods: calls.map(({ method }) => String(method)),
}));

function allowOf(methods: readonly string[]): string[] {
  return ['OPTIONS', ...(methods.includes('GET') ? ['HEAD'] : []), ...methods].sort();
}

/** Routes, methods, CORS and request ids: what holds on every route. */
export function requestsContract(target: HttpTarget): void {
  const api = apiClient(target);
  const listOf = (header: string | null) => (header ?? '').split(', ').sort();

  describe.each(PATHS)('$path', ({ url, methods }) => {
    test.each(METHODS.filter((method) => !methods.includes(method)))(
      '%s is not allowed, and Allow says what is',
      async (method) => {
        const answer = await api.send(method, url);
        expectProblem(answer, 'METHOD_NOT_ALLOWED');
        expect(listOf(answer.headers.get('allow'))).toEqual(allowOf(methods));
      },
    );

    test('a preflight is answered with what the route takes', async () => {
      const answer = await api.send('OPTIONS', url, {
        headers: { 'access-control-request-method': methods[0] ?? '' },
      });
      expect(answer.status).toBe(204);
      expect(answer.bytes).toHaveLength(0);
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
      expect(answer.headers.get('access-control-allow-headers')).toBe(
        'Content-Type, Authorization, Idempotency-Key, If-Match',
      );
      expect(listOf(answer.headers.get('access-control-allow-methods'))).toEqual(allowOf(methods));
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
      expect(answer.headers.get('x-request-id')).toMatch(UUID_V4);
    });
  });

  describe('routes', () => {
    test.each([
      ...arriving(target, ['..%2F..%2Fpackage.json']).map((file) => `/docs/${file}`),
      '/',
      '/nothing',
      '/users/',
      '/users/a/b',
      '/Users',
      '/user',
      '/user-personal-information/',
      '/photos/',
      '/health',
      '/docs/nothing.js',
      '/.env',
      '/users//',
      '//users',
    ])('%s is no route', async (path) => {
      expectProblem(await api.get(path), 'ROUTE_NOT_FOUND');
    });

    test('HEAD is answered as GET without the body', async () => {
      const { userId } = await createUser(api);
      const [head, get] = [
        await api.send('HEAD', `/users/${userId}`),
        await api.get(`/users/${userId}`),
      ];
      expect(head.status).toBe(200);
      expect(head.bytes).toHaveLength(0);
      for (const name of ['etag', 'content-type', 'access-control-allow-origin']) {
        expect(head.headers.get(name)).toBe(get.headers.get(name));
      }
    });

    test.each(['/health/live', '/health/ready'])('%s says ok', async (path) => {
      const answer = await api.get(path);
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({ status: 'ok' });
    });

    test('good and bad replies alike may be read by any page and are not cached', async () => {
      for (const path of ['/home_page', '/nothing', '/users/nobody-here', '/users?limit=0']) {
        const { headers } = await api.get(path);
        expect(headers.get('access-control-allow-origin')).toBe('*');
        expect(headers.get('access-control-expose-headers')).toBe(
          'ETag, Link, Location, Retry-After, X-Request-Id',
        );
        expect(headers.get('cache-control')).toBe('no-store');
        expect(headers.get('x-content-type-options')).toBe('nosniff');
        expect(headers.get('set-cookie')).toBeNull();
      }
    });
  });

  describe('request ids', () => {
    test.each(['abc-123', 'A.b_c-9', 'x'.repeat(128)])('%s is given back', async (id) => {
      for (const path of ['/home_page', '/users/nobody-here', '/nothing']) {
        const answer = await api.get(path, { 'x-request-id': id });
        expect(answer.headers.get('x-request-id')).toBe(id);
      }
    });

    test.each(['', 'a b', 'x'.repeat(129), 'a"b', '{"a":1}', 'é', 'a\tb', '<script>'])(
      '"%s" is replaced by one of ours',
      async (id) => {
        const answer = await api.get('/users/nobody-here', { 'x-request-id': id });
        expect(answer.headers.get('x-request-id')).toMatch(UUID_V4);
        expectProblem(answer, 'USER_NOT_FOUND');
      },
    );

    test('every request has its own', async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => api.get('/home_page')));
      expect(new Set(answers.map(({ headers }) => headers.get('x-request-id'))).size).toBe(20);
    });
  });
}
