import { describe, expect, test } from 'vitest';
import { apiClient, asObject, type HttpTarget, textIn } from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { createUser, freshEmail, INSTANT, UUID_V4 } from './fixtures.ts';

/** Rows U and H: create, read, update, delete. */
export function usersContract(target: HttpTarget): void {
  const api = apiClient(target);

  describe('users', () => {
    test('a creation is answered with 201, its message, an id and where the account is', async () => {
      const answer = await api.post('/users', { lastname: 'Doe', email: freshEmail() });
      expect(answer.status).toBe(201);
      expect(answer.body).toEqual({
        message: 'User created',
        user_id: expect.stringMatching(UUID_V4),
      });
      expect(answer.headers.get('location')).toBe(`/users/${textIn(answer, 'user_id')}`);
    });

    test('an account is read as it was sent, in normal form', async () => {
      const { userId, email } = await createUser(api, {
        firstname: '  Zoe\u0308 ',
        lastname: 'Müller',
        dob: '2000-02-29',
        address: '1 High Street, Town',
        gender: 'Female',
        phone_number: '+49 (30) 123-45.67',
      });
      const answer = await api.get(`/users/${userId}`);
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({
        user_id: userId,
        firstname: 'Zoë',
        lastname: 'Müller',
        dob: '2000-02-29',
        address: '1 High Street, Town',
        gender: 'Female',
        email,
        phone_number: '+49301234567',
        role: 'customer',
        status: 'active',
        created_at: expect.stringMatching(INSTANT),
        updated_at: expect.stringMatching(INSTANT),
      });
    });

    test('fields never given are absent', async () => {
      const { userId } = await createUser(api);
      const answer = await api.get(`/users/${userId}`);
      expect(Object.keys(asObject(answer.body)).sort()).toEqual(
        ['created_at', 'email', 'lastname', 'role', 'status', 'updated_at', 'user_id'].sort(),
      );
    });

    test('lastname and email are required and named together', async () => {
      expectProblem(await api.post('/users', {}), 'INVALID_INPUT', {
        '#/lastname': 'is required',
        '#/email': 'is required',
      });
    });

    test('every bad field is named at once', async () => {
      const answer = await api.post('/users', {
        lastname: '',
        email: 'nobody',
        firstname: 'x'.repeat(101),
        dob: '2023-02-29',
        address: 5,
        gender: 'x'.repeat(33),
        phone_number: '12',
        nickname: 'x',
      });
      expectProblem(answer, 'INVALID_INPUT', {
        '#/lastname': 'must not be empty',
        '#/email': 'must be an email address',
        '#/firstname': 'must be at most 100 characters',
        '#/dob': 'must be a real calendar date',
        '#/address': 'must be text',
        '#/gender': 'must be at most 32 characters',
        '#/phone_number': 'must have 7 to 15 digits',
        '#/nickname': 'is not a known field',
      });
    });

    test.each([
      'role',
      'status',
      'user_id',
      'password_hash',
      'password',
      'version',
      'created_at',
      'is_admin',
    ])('%s is never taken from a body', async (field) => {
      const email = freshEmail();
      const refused = await api.post('/users', { lastname: 'Doe', email, [field]: 'admin' });
      const named = { [`#/${field}`]: 'is not a known field' };
      expectProblem(refused, 'INVALID_INPUT', named);
      expect((await api.get(`/user/${email}`)).status).toBe(404);

      const { userId } = await createUser(api);
      const body = { lastname: 'Roe', [field]: 'admin' };
      expectProblem(await api.put(`/users/${userId}`, body), 'INVALID_INPUT', named);
      expect(asObject((await api.get(`/users/${userId}`)).body)).toMatchObject({
        lastname: 'Doe',
        role: 'customer',
        status: 'active',
      });
    });

    test('an email that has an account is refused', async () => {
      const { email } = await createUser(api);
      expectProblem(await api.post('/users', { lastname: 'X', email }), 'USER_EXISTS');
    });

    test('an update changes the given fields and keeps the others', async () => {
      const { userId, email } = await createUser(api, { firstname: 'Ada' });
      const answer = await api.put(`/users/${userId}`, { address: '2 Low Street' });
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({ message: 'User updated' });
      expect((await api.get(`/users/${userId}`)).body).toMatchObject({
        email,
        firstname: 'Ada',
        lastname: 'Doe',
        address: '2 Low Street',
      });
    });

    test('an email can move to a free address and leaves the old one free', async () => {
      const { userId, email } = await createUser(api);
      const moved = freshEmail('moved');
      expect((await api.put(`/users/${userId}`, { email: moved })).status).toBe(200);
      expect(textIn(await api.get(`/user/${moved}`), 'user_id')).toBe(userId);
      expectProblem(await api.get(`/user/${email}`), 'USER_NOT_FOUND');
      expect((await createUser(api, { email })).userId).not.toBe(userId);
    });

    test('an account may be given its own email again', async () => {
      const { userId, email } = await createUser(api);
      expect((await api.put(`/users/${userId}`, { email: email.toUpperCase() })).status).toBe(200);
    });

    test("another account's email is refused and nothing changes", async () => {
      const [one, other] = [await createUser(api), await createUser(api)];
      const body = { email: other.email, lastname: 'Changed' };
      expectProblem(await api.put(`/users/${one.userId}`, body), 'EMAIL_TAKEN');
      expect((await api.get(`/users/${one.userId}`)).body).toMatchObject({
        email: one.email,
        lastname: 'Doe',
      });
    });

    test('an update of nothing is refused', async () => {
      const { userId } = await createUser(api);
      expectProblem(await api.put(`/users/${userId}`, {}), 'INVALID_INPUT', {
        '#': 'must have at least one field to change',
      });
    });

    test('a deleted account is gone by id and by email', async () => {
      const { userId, email } = await createUser(api);
      const answer = await api.delete(`/users/${userId}`);
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({ message: 'User deleted' });
      expectProblem(await api.get(`/users/${userId}`), 'USER_NOT_FOUND');
      expectProblem(await api.get(`/user/${email}`), 'USER_NOT_FOUND');
      expectProblem(await api.delete(`/users/${userId}`), 'USER_NOT_FOUND');
      expectProblem(await api.put(`/users/${userId}`, { lastname: 'X' }), 'USER_NOT_FOUND');
    });

    test.each(['GET', 'DELETE'])('%s of an unknown id is 404', async (method) => {
      expectProblem(await api.send(method, '/users/nobody-here'), 'USER_NOT_FOUND');
    });

    test.each(['a b', 'a.b', 'é', 'x'.repeat(129), "1'--"])(
      'the id %s is refused',
      async (userId) => {
        const answer = await api.get(`/users/${encodeURIComponent(userId)}`);
        expectProblem(answer, 'INVALID_INPUT', {
          '#/user_id': 'must be 1 to 128 characters of A-Z a-z 0-9 _ -',
        });
      },
    );
  });
}
