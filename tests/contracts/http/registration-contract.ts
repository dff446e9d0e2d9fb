import { describe, expect, test } from 'vitest';
import { apiClient, asObject, type HttpTarget, textIn } from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { createUser, freshEmail, PASSWORD, UUID_V4 } from './fixtures.ts';

const TOO_COMMON = 'is one of the most common passwords and would be guessed first';
const OWN_NAME = 'must not be the email or the name of the account';

/** Row R. */
export function registrationContract(target: HttpTarget): void {
  const api = apiClient(target);
  const register = (fields: object) =>
    api.post('/register', { email: freshEmail(), password: PASSWORD, ...fields });

  describe('registration', () => {
    test('it is answered with 201, the id and the normalised email', async () => {
      const email = freshEmail();
      const answer = await register({ email: `  ${email.toUpperCase()} ` });
      expect(answer.status).toBe(201);
      expect(answer.body).toEqual({
        message: 'User registered',
        user_id: expect.stringMatching(UUID_V4),
        email,
      });
      expect(answer.headers.get('location')).toBe(`/users/${textIn(answer, 'user_id')}`);
    });

    test('an email that has an account is refused, whichever route made it', async () => {
      const { email } = await createUser(api);
      expectProblem(await register({ email }), 'USER_EXISTS');
    });

    test('the profile is kept, the password is in no answer', async () => {
      const email = freshEmail();
      const answer = await register({ email, firstname: 'Ada', phone_number: '12 34 567' });
      const userId = textIn(answer, 'user_id');
      const user = await api.get(`/user/${email}`);
      expect(user.body).toMatchObject({ firstname: 'Ada', phone_number: '1234567' });
      const replies = [
        answer,
        user,
        await api.get(`/users/${userId}`),
        await api.get(`/get_user_data?user_id=${userId}`),
        await api.get(`/users?email=${email}`),
        await api.get('/user-personal-information?limit=1'),
        await api.put(`/user-personal-information/${userId}`, { personal_details: {} }),
        await register({ email }),
      ];
      for (const reply of replies) {
        expect(reply.text).not.toContain(PASSWORD);
        expect(reply.text).not.toMatch(/password|hash|argon2/i);
      }
    });

    test('email and password are required and named together', async () => {
      expectProblem(await api.post('/register', {}), 'INVALID_INPUT', {
        '#/email': 'is required',
        '#/password': 'is required',
      });
    });

    test('a bad password is named together with the other bad fields', async () => {
      const body = { email: 'nobody', password: 'short', dob: '2023-02-30', role: 'admin' };
      expectProblem(await api.post('/register', body), 'INVALID_INPUT', {
        '#/email': 'must be an email address',
        '#/password': 'must be at least 8 characters',
        '#/dob': 'must be a real calendar date',
        '#/role': 'is not a known field',
      });
    });

    test.each([
      ['1234567', 'must be at least 8 characters'],
      ['😀😀😀😀😀😀😀', 'must be at least 8 characters'],
      ['x'.repeat(129), 'must be at most 128 characters'],
      ['password', TOO_COMMON],
      ['PassWord1', TOO_COMMON],
      ['qwertyuiop', TOO_COMMON],
      ['ｐａｓｓｗｏｒｄ', TOO_COMMON],
    ])('the password %j is refused', async (password, detail) => {
      const email = freshEmail();
      const answer = await register({ email, password });
      expectProblem(answer, 'INVALID_INPUT', { '#/password': detail });
      expect(answer.text).not.toContain(`"${password}"`);
      expect((await api.get(`/user/${email}`)).status).toBe(404);
    });

    test.each([
      ['12345678 is no word list entry', 201],
      ['spaces and ünicode 😀', 201],
      ['z9'.repeat(64), 201],
      ['😀'.repeat(128), 201],
      ['\u0000\u0007 control', 201],
    ])('the password %j is taken', async (password, status) => {
      expect((await register({ password })).status).toBe(status);
    });

    test.each([null, 12345678, true, ['nine purple otters'], { a: 1 }])(
      'the password %j is no text',
      async (password) => {
        expectProblem(await register({ password }), 'INVALID_INPUT', {
          '#/password': 'must be text',
        });
      },
    );

    test('a password equal to the email, its local part or the names is refused', async () => {
      const email = freshEmail('wilhelmine');
      const names = { firstname: 'Wilhelmine', lastname: 'Quarrelbrook' };
      const passwords = [
        email.toUpperCase(),
        email.split('@')[0],
        'QUARRELBROOK',
        'Wilhelmine Quarrelbrook',
        'wilhelminequarrelbrook',
        'quarrelbrookwilhelmine',
      ];
      for (const password of passwords) {
        const answer = await register({ email, password, ...names });
        expectProblem(answer, 'INVALID_INPUT', { '#/password': OWN_NAME });
      }
    });

    test.each(['role', 'status', 'user_id', 'password_hash', 'personal_details'])(
      '%s is never taken from a registration',
      async (field) => {
        const email = freshEmail();
        expectProblem(await register({ email, [field]: 'admin' }), 'INVALID_INPUT', {
          [`#/${field}`]: 'is not a known field',
        });
        expect((await api.get(`/user/${email}`)).status).toBe(404);
      },
    );

    test('an account is changed and deleted by its email', async () => {
      const email = freshEmail();
      await register({ email });
      const updated = await api.put(`/user/${email}`, { lastname: 'Roe', gender: 'x' });
      expect(updated.status).toBe(200);
      expect(updated.body).toEqual({ message: 'User updated' });
      expect((await api.get(`/user/${email}`)).body).toMatchObject({ lastname: 'Roe' });
      const deleted = await api.delete(`/user/${email}`);
      expect(deleted.status).toBe(200);
      expect(deleted.body).toEqual({ message: 'User deleted' });
      expectProblem(await api.get(`/user/${email}`), 'USER_NOT_FOUND');
    });

    test('a deleted email may be registered anew, as another account', async () => {
      const email = freshEmail();
      const first = textIn(await register({ email }), 'user_id');
      await api.delete(`/user/${email}`);
      const second = await register({ email });
      expect(second.status).toBe(201);
      expect(textIn(second, 'user_id')).not.toBe(first);
    });

    test('PUT by email moves the account to a free email and refuses a taken one', async () => {
      const [one, other] = [await createUser(api), await createUser(api)];
      const taken = await api.put(`/user/${one.email}`, { email: other.email });
      expectProblem(taken, 'EMAIL_TAKEN');
      const moved = freshEmail('moved');
      expect((await api.put(`/user/${one.email}`, { email: moved })).status).toBe(200);
      expectProblem(await api.get(`/user/${one.email}`), 'USER_NOT_FOUND');
      expect(asObject((await api.get(`/user/${moved}`)).body)['user_id']).toBe(one.userId);
    });

    test('every bad field of an update is named at once', async () => {
      const { email } = await createUser(api);
      const answer = await api.put(`/user/${email}`, { dob: 'x', gender: '', password: 'y' });
      expectProblem(answer, 'INVALID_INPUT', {
        '#/dob': 'must be a date as YYYY-MM-DD',
        '#/gender': 'must not be empty',
        '#/password': 'is not a known field',
      });
    });

    test('an update of nothing is refused', async () => {
      const { email } = await createUser(api);
      expectProblem(await api.put(`/user/${email}`, {}), 'INVALID_INPUT', ['#']);
    });

    test('an unknown email is 404 for every method', async () => {
      const path = `/user/${freshEmail('nobody')}`;
      expectProblem(await api.get(path), 'USER_NOT_FOUND');
      expectProblem(await api.put(path, { lastname: 'X' }), 'USER_NOT_FOUND');
      expectProblem(await api.delete(path), 'USER_NOT_FOUND');
    });

    test('a path that is no email is refused', async () => {
      expectProblem(await api.get('/user/nobody'), 'INVALID_INPUT', {
        '#/email': 'must be an email address',
      });
    });
  });
}
