import { describe, expect, test } from 'vitest';
import { apiClient, type HttpTarget } from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { createUser, freshEmail, freshUserId } from './fixtures.ts';

const STORED = { message: 'User details stored successfully' };

/** Row S: `store_user_data` and `get_user_data`. */
export function shopUsersContract(target: HttpTarget): void {
  const api = apiClient(target);
  const store = (operation: string, body: unknown) =>
    api.post(`/store_user_data?operation=${operation}`, body);
  const newBody = () => ({
    user_id: freshUserId(),
    email: freshEmail(),
    firstName: 'Sam',
    lastName: 'Poe',
  });
  const registered = async () => {
    const body = newBody();
    const answer = await store('register', body);
    expect(answer.status, answer.text).toBe(200);
    expect(answer.body).toEqual(STORED);
    return body;
  };

  describe('store_user_data and get_user_data', () => {
    test("register makes an account under the client's own id", async () => {
      const { user_id, email } = await registered();
      const answer = await api.get(`/get_user_data?user_id=${user_id}`);
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({ user_id, email, first_name: 'Sam', last_name: 'Poe' });
    });

    test('the same register again is answered the same and changes nothing', async () => {
      const body = await registered();
      await store('update', { user_id: body.user_id, address: '1 High Street' });
      const before = await api.get(`/users/${body.user_id}`);
      const again = await store('register', { ...body, email: ` ${body.email.toUpperCase()}` });
      expect(again.status).toBe(200);
      expect(again.body).toEqual(STORED);
      const after = await api.get(`/users/${body.user_id}`);
      expect(after.body).toEqual(before.body);
      expect(after.headers.get('etag')).toBe(before.headers.get('etag'));
    });

    test('an id that has another account is refused and changes nothing', async () => {
      const body = await registered();
      expectProblem(await store('register', { ...body, email: freshEmail() }), 'USER_EXISTS');
      expectProblem(await store('register', { ...body, firstName: 'Eve' }), 'USER_EXISTS');
      const kept = await api.get(`/get_user_data?user_id=${body.user_id}`);
      expect(kept.body).toMatchObject({ email: body.email, first_name: 'Sam' });
    });

    test("another account's email is refused", async () => {
      const { email } = await createUser(api);
      const body = { ...newBody(), email };
      expectProblem(await store('register', body), 'USER_EXISTS');
      expectProblem(await api.get(`/get_user_data?user_id=${body.user_id}`), 'USER_NOT_FOUND');
    });

    test('twenty parallel registers of one id and email are all answered the same', async () => {
      const body = newBody();
      const answers = await Promise.all(Array.from({ length: 20 }, () => store('register', body)));
      expect(answers.map((answer) => answer.body)).toEqual(answers.map(() => STORED));
      const found = await api.get(`/users?email=${body.email}`);
      expect(found.body).toMatchObject({ items: [{ user_id: body.user_id }] });
    });

    test('of twenty parallel registers of one email under different ids one wins', async () => {
      const email = freshEmail();
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => store('register', { ...newBody(), email })),
      );
      const statuses = answers.map(({ status }) => status).sort();
      expect(statuses).toEqual([200, ...Array.from({ length: 19 }, () => 409)]);
    });

    test('update takes names as the request or as the reply spells them', async () => {
      const { user_id, email } = await registered();
      await store('update', { user_id, firstName: 'Ada', lastName: 'Roe' });
      const answer = await store('update', { user_id, first_name: 'Zoe', dob: '1990-01-01' });
      expect(answer.body).toEqual(STORED);
      expect((await api.get(`/get_user_data?user_id=${user_id}`)).body).toEqual({
        user_id,
        email,
        first_name: 'Zoe',
        last_name: 'Roe',
        dob: '1990-01-01',
      });
    });

    test('update refuses both spellings of one name together', async () => {
      const { user_id } = await registered();
      const body = { user_id, firstName: 'A', first_name: 'B', lastName: 'C', last_name: 'D' };
      expectProblem(await store('update', body), 'INVALID_INPUT', {
        '#/first_name': 'must not be given beside firstName',
        '#/last_name': 'must not be given beside lastName',
      });
    });

    test('update of an unknown id is 404', async () => {
      const body = { user_id: freshUserId(), firstName: 'X' };
      expectProblem(await store('update', body), 'USER_NOT_FOUND');
    });

    test("update to another account's email is refused", async () => {
      const { user_id } = await registered();
      const { email } = await createUser(api);
      expectProblem(await store('update', { user_id, email }), 'EMAIL_TAKEN');
    });

    test('update of nothing is refused', async () => {
      const { user_id } = await registered();
      expectProblem(await store('update', { user_id }), 'INVALID_INPUT', {
        '#': 'must have at least one field to change',
      });
    });

    test.each(['delete', '', 'REGISTER', 'register%00'])(
      'the operation "%s" is refused',
      async (operation) => {
        const body = newBody();
        expectProblem(await store(operation, body), 'INVALID_INPUT', {
          '#/operation': 'must be one of register, update',
        });
        expectProblem(await api.get(`/get_user_data?user_id=${body.user_id}`), 'USER_NOT_FOUND');
      },
    );

    test('the operation is required', async () => {
      expectProblem(await api.post('/store_user_data', newBody()), 'INVALID_INPUT', {
        '#/operation': 'is required',
      });
    });

    test('every field of register is required and named', async () => {
      expectProblem(await store('register', {}), 'INVALID_INPUT', {
        '#/user_id': 'is required',
        '#/email': 'is required',
        '#/firstName': 'is required',
        '#/lastName': 'is required',
      });
    });

    test.each(['role', 'status', 'password_hash', 'operation', 'version', '$set'])(
      '%s is never taken from a body',
      async (field) => {
        const named = { [`#/${encodeURIComponent(field)}`]: 'is not a known field' };
        const refused = await store('register', { ...newBody(), [field]: 'admin' });
        expectProblem(refused, 'INVALID_INPUT', named);
        const { user_id } = await registered();
        const update = await store('update', { user_id, firstName: 'A', [field]: 'admin' });
        expectProblem(update, 'INVALID_INPUT', named);
      },
    );

    test.each(['', ' ', 'a b', 'a/b', 'é', 'x'.repeat(129), '../x'])(
      'the id %j is refused by both',
      async (user_id) => {
        const detail = 'must be 1 to 128 characters of A-Z a-z 0-9 _ -';
        const named = { '#/user_id': detail };
        expectProblem(await store('register', { ...newBody(), user_id }), 'INVALID_INPUT', named);
        const query = `/get_user_data?user_id=${encodeURIComponent(user_id)}`;
        expectProblem(await api.get(query), 'INVALID_USER_ID', named);
      },
    );

    test('ids of 1 and of 128 characters are taken', async () => {
      const longest = freshUserId().padEnd(128, 'Z_-9');
      expect((await store('register', { ...newBody(), user_id: longest })).status).toBe(200);
      expectProblem(await api.get('/get_user_data?user_id=-'), 'USER_NOT_FOUND');
    });

    test('get_user_data without an id is refused', async () => {
      expectProblem(await api.get('/get_user_data'), 'INVALID_USER_ID', {
        '#/user_id': 'is required',
      });
    });

    test('get_user_data of an unknown id is 404', async () => {
      const answer = await api.get(`/get_user_data?user_id=${freshUserId()}`);
      expectProblem(answer, 'USER_NOT_FOUND');
    });
  });
}
