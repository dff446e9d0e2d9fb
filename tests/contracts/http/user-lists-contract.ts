import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { apiClient, asList, asObject, type HttpTarget, textIn } from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import {
  addToCart,
  BALL,
  checkout,
  createUser,
  freshUserId,
  nextPath,
  pause,
  walk,
} from './fixtures.ts';

/** Filters and pages of the lists of accounts. */
export function userListsContract(target: HttpTarget): void {
  const api = apiClient(target);
  const { usersNewestFirst = true } = target;
  const createFamily = async (count: number) => {
    const prefix = `family-${randomUUID()}`;
    const users = [];
    for (let index = 0; index < count; index += 1) {
      await pause();
      users.push(await createUser(api, { email: `${prefix}.${index}@example.com` }));
    }
    return { prefix, users };
  };

  describe('lists of accounts', () => {
    test('email finds exactly one account, however it is spelled', async () => {
      const { userId, email } = await createUser(api);
      const answer = await api.get(
        `/users?email=${encodeURIComponent(`  ${email.toUpperCase()} `)}`,
      );
      expect(asObject(answer.body)).toEqual({
        items: [expect.objectContaining({ user_id: userId, email })],
        next_cursor: null,
      });
      expect(answer.headers.get('link')).toBeNull();
    });

    test('email of nobody finds nothing', async () => {
      const answer = await api.get(`/users?email=nobody-${randomUUID()}@example.com`);
      expect(answer.body).toEqual({ items: [], next_cursor: null });
    });

    test('email_prefix lists by email, page by page, each account once', async () => {
      const { prefix, users } = await createFamily(4);
      const pages = await walk(api, `/users?email_prefix=${prefix.toUpperCase()}&limit=1`);
      expect(pages.map((page) => page.map((user) => user['email']))).toEqual(
        users.map(({ email }) => [email]),
      );
    });

    test('the underscore and the percent sign of a prefix stand for themselves', async () => {
      const { prefix } = await createFamily(1);
      for (const pattern of ['%25', '_']) {
        const answer = await api.get(`/users?email_prefix=${prefix.slice(0, -1)}${pattern}`);
        expect(answer.body).toEqual({ items: [], next_cursor: null });
      }
    });

    test('next_cursor and the Link header name the same page', async () => {
      await createFamily(2);
      const answer = await api.get('/users?limit=1&status=active');
      const cursor = textIn(answer, 'next_cursor');
      expect(nextPath(answer)).toBe(`/users?limit=1&status=active&cursor=${cursor}`);
    });

    test('a page is no larger than asked for, and newest first where lists have an age', async () => {
      const { users } = await createFamily(1);
      await pause();
      const newest = await createUser(api);
      const answer = await api.get('/users?limit=2');
      const ids = asList(asObject(answer.body)['items']).map((user) => user['user_id']);
      expect(ids).toHaveLength(2);
      if (usersNewestFirst) expect(ids).toEqual([newest.userId, users[0]?.userId]);
    });

    test.each(['/users', '/user-personal-information'])(
      'a full walk of %s sees every account once',
      async (path) => {
        const { users } = await createFamily(3);
        const walked = (await walk(api, `${path}?limit=50`)).flat().map((user) => user['user_id']);
        expect(new Set(walked).size).toBe(walked.length);
        expect(walked).toEqual(expect.arrayContaining(users.map(({ userId }) => userId)));
      },
    );

    test('pages of one account each are all different', async () => {
      await createFamily(4);
      const first = await api.get('/user-personal-information?limit=1');
      const second = await api.get(nextPath(first) ?? '');
      const third = await api.get(nextPath(second) ?? '');
      const ids = [first, second, third].map(({ body }) => asList(body).map((u) => u['user_id']));
      expect(ids.map((page) => page.length)).toEqual([1, 1, 1]);
      expect(new Set(ids.flat()).size).toBe(3);
    });

    test('an account created during a walk does not disturb it', async () => {
      const { users } = await createFamily(3);
      const first = await api.get('/users?limit=1');
      await pause();
      const late = await createUser(api);
      const pages = [asList(asObject(first.body)['items'])];
      pages.push(...(await walk(api, nextPath(first) ?? '')));
      const ids = pages.flat().map((user) => user['user_id']);
      expect(new Set(ids).size).toBe(ids.length);
      const others = ids.filter((id) => id !== late.userId);
      expect(others).toEqual(expect.arrayContaining(users.map(({ userId }) => userId)));
      if (!usersNewestFirst) return;
      expect(ids).not.toContain(late.userId);
      expect(ids.slice(0, 3)).toEqual(users.map(({ userId }) => userId).toReversed());
    });

    test('status and role filter', async () => {
      const { email, userId } = await createUser(api);
      const find = async (filter: string) =>
        asList(asObject((await api.get(`/users?email=${email}&${filter}`)).body)['items']).map(
          (user) => user['user_id'],
        );
      expect(await find('status=active&role=customer')).toEqual([userId]);
      expect(await find('status=disabled')).toEqual([]);
      expect(await find('role=admin')).toEqual([]);
    });

    test.each([
      ['status=sleeping', '#/status', 'must be one of active, disabled'],
      ['role=root', '#/role', 'must be one of customer, admin'],
      ['email=nobody', '#/email', 'must be an email address'],
      ['email_prefix=', '#/email_prefix', 'must be 1 to 254 characters'],
      ['colour=red', '#/colour', 'is not a known field'],
      ['status=active&status=active', '#/status', 'must be given once'],
    ])('the filter %s is refused', async (query, pointer, detail) => {
      expectProblem(await api.get(`/users?${query}`), 'INVALID_INPUT', { [pointer]: detail });
    });

    test.each(['0', '-1', '1001', '1.5', '1e2', 'ten', '', ' 5', '0x10', '99999999999999999999'])(
      'the limit "%s" is refused',
      async (limit) => {
        for (const path of ['/users', '/user-personal-information']) {
          const answer = await api.get(`${path}?limit=${encodeURIComponent(limit)}`);
          expectProblem(answer, 'INVALID_INPUT', {
            '#/limit': 'must be a whole number from 1 to 1000',
          });
        }
      },
    );

    test('a cursor of another list is refused', async () => {
      const owner = freshUserId();
      for (let count = 0; count < 2; count += 1) {
        await addToCart(api, owner, BALL);
        await checkout(api, owner);
      }
      const orders = await api.get(`/get_orders?user_id=${owner}&limit=1`);
      const cursor = new URL(nextPath(orders) ?? '', target.baseUrl()).searchParams.get('cursor');
      const answers = [
        await api.get(`/users?cursor=${cursor}`),
        await api.get(`/user-personal-information?cursor=${cursor}`),
        await api.get(`/load_products?product_tag=kits&cursor=${cursor}`),
      ];
      for (const answer of answers) expectProblem(answer, 'INVALID_CURSOR', ['#/cursor']);
    });

    test('an edited cursor is refused', async () => {
      await createFamily(2);
      const cursor = textIn(await api.get('/users?limit=1'), 'next_cursor');
      for (const edited of [cursor.slice(0, -3), cursor.slice(2), `${cursor}AAAA`, 'abc']) {
        expectProblem(await api.get(`/users?cursor=${edited}`), 'INVALID_CURSOR', ['#/cursor']);
      }
      for (const malformed of ['', '%00', "'", 'a'.repeat(2049)]) {
        const answer = await api.get(`/users?cursor=${malformed}`);
        expectProblem(answer, 'INVALID_INPUT', ['#/cursor']);
      }
    });
  });
}
