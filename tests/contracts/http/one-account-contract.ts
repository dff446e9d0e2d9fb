import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { apiClient, arriving, type HttpTarget, textIn } from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import {
  addToCart,
  BALL,
  cartOf,
  checkout,
  createUser,
  freshEmail,
  freshUserId,
  ordersOf,
  PASSWORD,
  walk,
} from './fixtures.ts';

/** One account store behind every row, found by one identity of an email. */
export function oneAccountContract(target: HttpTarget): void {
  const api = apiClient(target);

  const makers: readonly (readonly [string, (email: string) => Promise<string>])[] = [
    [
      'POST /user-personal-information',
      async (customer_email) => {
        const body = { customer_email, personal_details: {} };
        return textIn(await api.post('/user-personal-information', body), 'user_id');
      },
    ],
    ['POST /users', async (email) => (await createUser(api, { email })).userId],
    [
      'POST /register',
      async (email) =>
        textIn(await api.post('/register', { email, password: PASSWORD }), 'user_id'),
    ],
    [
      'POST /store_user_data',
      async (email) => {
        const user_id = freshUserId();
        const body = { user_id, email, firstName: 'Ada', lastName: 'Doe' };
        await api.post('/store_user_data?operation=register', body);
        return user_id;
      },
    ],
  ];

  describe('one account on every route', () => {
    test.each(makers)('an account made by %s is the same on all', async (_name, make) => {
      const email = freshEmail();
      const userId = await make(email);
      const names = { firstName: 'Zoe', last_name: 'Poe' };
      const changed = await api.post('/store_user_data?operation=update', {
        user_id: userId,
        ...names,
      });
      expect(changed.status, changed.text).toBe(200);
      await api.put(`/user-personal-information/${userId}`, { personal_details: { fit: 1 } });
      await api.put(`/users/${userId}`, { gender: 'x' });
      await api.put(`/user/${email}`, { phone_number: '1234567' });

      const user = { user_id: userId, email, gender: 'x', phone_number: '1234567' };
      const named = { ...user, firstname: 'Zoe', lastname: 'Poe' };
      expect((await api.get(`/users/${userId}`)).body).toMatchObject(named);
      expect((await api.get(`/user/${email}`)).body).toMatchObject(named);
      expect((await api.get(`/get_user_data?user_id=${userId}`)).body).toEqual({
        ...user,
        first_name: 'Zoe',
        last_name: 'Poe',
      });
      const listed = (await walk(api, '/user-personal-information?limit=1000')).flat();
      expect(listed.filter((item) => item['user_id'] === userId)).toEqual([
        { user_id: userId, customer_email: email, personal_details: { fit: 1 } },
      ]);
    });

    test.each(makers)('an email made by %s is taken on all', async (_name, make) => {
      const email = freshEmail();
      const userId = await make(email);
      const spelled = ` ${email.toUpperCase()}`;
      const refused = [
        await api.post('/user-personal-information', {
          customer_email: spelled,
          personal_details: {},
        }),
        await api.post('/users', { lastname: 'X', email: spelled }),
        await api.post('/register', { email: spelled, password: PASSWORD }),
        await api.post('/store_user_data?operation=register', {
          user_id: freshUserId(),
          email: spelled,
          firstName: 'X',
          lastName: 'Y',
        }),
      ];
      for (const answer of refused) expectProblem(answer, 'USER_EXISTS');
      expect(textIn(await api.get(`/user/${email}`), 'user_id')).toBe(userId);
    });

    test.each([
      ['case and spaces', (id: string) => [`Ann.${id}@Example.COM `, `ann.${id}@example.com`]],
      ['composed letters', (id: string) => [`Re\u0301ne\u0301.${id}@x.org`, `réné.${id}@x.org`]],
      ['full-width letters', (id: string) => [`Ａnn.${id}@x.org`, `ann.${id}@x.org`]],
      ['the Kelvin sign', (id: string) => [`\u212Aim.${id}@x.org`, `kim.${id}@x.org`]],
      [
        'an international domain',
        (id: string) => [`ann.${id}@Bücher.example`, `ann.${id}@xn--bcher-kva.example`],
      ],
    ])('%s are one identity', async (_name, spellings) => {
      const [sent = '', kept = ''] = spellings(randomUUID());
      const { userId } = await createUser(api, { email: sent });
      for (const spelling of [sent, kept]) {
        const answer = await api.get(`/user/${encodeURIComponent(spelling)}`);
        expect(answer.body).toMatchObject({ user_id: userId, email: kept });
      }
    });

    test('dots and tags make another identity', async () => {
      const id = randomUUID();
      const emails = [`a.b.${id}@x.org`, `ab.${id}@x.org`, `a.b.${id}+tag@x.org`];
      const users = [];
      for (const email of emails) users.push((await createUser(api, { email })).userId);
      expect(new Set(users).size).toBe(3);
    });

    test('a path may spell an email with any percent-encoding, "%2F" and "+" included', async () => {
      const [letters] = arriving(target, ['a/b', 'ab']);
      const email = `${letters}+c.${randomUUID()}@example.com`;
      const { userId } = await createUser(api, { email });
      const encoded = encodeURIComponent(email);
      const everyByte = [...Buffer.from(email)].map((b) => `%${b.toString(16)}`).join('');
      const plusBare = encoded.replace('%2B', '+');
      for (const spelling of [encoded, encoded.toLowerCase(), everyByte, plusBare]) {
        expect(textIn(await api.get(`/user/${spelling}`), 'user_id')).toBe(userId);
      }
      if (letters === 'a/b') expectProblem(await api.get(`/user/${email}`), 'ROUTE_NOT_FOUND');
    });

    test('an id in a path is percent-decoded, and "%2F" stays inside it', async () => {
      const { userId } = await createUser(api);
      const spelled = `%${userId.charCodeAt(0).toString(16)}${userId.slice(1)}`;
      expect(textIn(await api.get(`/users/${spelled}`), 'user_id')).toBe(userId);
      for (const id of arriving(target, [`${userId}%2Fcart`, `${userId}%20`])) {
        expectProblem(await api.get(`/users/${id}`), 'INVALID_INPUT', ['#/user_id']);
      }
    });

    test.each(arriving(target, ['%', '%zz', '%4', '%ff', '%C3%28', '%ED%A0%80']))(
      'the broken escape %s is refused',
      async (broken) => {
        for (const path of [`/users/a${broken}`, `/user/a${broken}@example.com`]) {
          expectProblem(await api.get(path), 'INVALID_URL');
        }
      },
    );

    test('a deletion takes the cart and keeps the orders', async () => {
      const { userId } = await createUser(api);
      await addToCart(api, userId, BALL);
      const orderId = await checkout(api, userId);
      await addToCart(api, userId, BALL, BALL);
      expect((await api.delete(`/users/${userId}`)).status).toBe(200);
      expect(await cartOf(api, userId)).toEqual([]);
      expect(await ordersOf(api, userId)).toMatchObject([{ order_id: orderId, items: [BALL] }]);
    });

    test('the id of a deleted account cannot be registered again', async () => {
      const user_id = freshUserId();
      const body = { user_id, email: freshEmail(), firstName: 'Ada', lastName: 'Doe' };
      await api.post('/store_user_data?operation=register', body);
      expect((await api.delete(`/user/${body.email}`)).status).toBe(200);
      for (const email of [body.email, freshEmail()]) {
        const again = await api.post('/store_user_data?operation=register', { ...body, email });
        expectProblem(again, 'USER_EXISTS');
      }
      expectProblem(await api.get(`/get_user_data?user_id=${user_id}`), 'USER_NOT_FOUND');
    });
  });
}
