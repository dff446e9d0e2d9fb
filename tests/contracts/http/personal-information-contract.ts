import { describe, expect, test } from 'vitest';
import { apiClient, asObject, type HttpTarget, textIn } from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { createUser, freshEmail, INSTANT, UUID_V4, walk } from './fixtures.ts';

const PATH = '/user-personal-information';

/** Row P. */
export function personalInformationContract(target: HttpTarget): void {
  const api = apiClient(target);
  const create = async (details: unknown = {}) => {
    const email = freshEmail();
    const answer = await api.post(PATH, { customer_email: email, personal_details: details });
    expect(answer.status, answer.text).toBe(200);
    return { email, userId: textIn(answer, 'user_id') };
  };

  describe('personal information', () => {
    test('a creation is answered with 200, its message and a new id', async () => {
      const answer = await api.post(PATH, {
        customer_email: freshEmail(),
        personal_details: { name: 'Jane' },
      });
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({
        message: 'User created',
        user_id: expect.stringMatching(UUID_V4),
      });
    });

    test('the list shows an account with its details as they were sent', async () => {
      const details = { name: 'Jané 😀', list: [1, 2.5, null, true], deep: { constructor: 'x' } };
      const { userId, email } = await create(details);
      const all = (await walk(api, `${PATH}?limit=1000`)).flat();
      expect(all.filter((item) => item['user_id'] === userId)).toEqual([
        { user_id: userId, customer_email: email, personal_details: details },
      ]);
    });

    test('an account made elsewhere is listed with empty details', async () => {
      const { userId, email } = await createUser(api);
      const all = (await walk(api, `${PATH}?limit=1000`)).flat();
      expect(all).toContainEqual({ user_id: userId, customer_email: email, personal_details: {} });
    });

    test('an email that has an account is refused', async () => {
      const { email } = await create();
      const again = { customer_email: email.toUpperCase(), personal_details: {} };
      expectProblem(await api.post(PATH, again), 'USER_EXISTS');
    });

    test('an update is answered with the whole updated item', async () => {
      const { userId, email } = await create({ old: true });
      const answer = await api.put(`${PATH}/${userId}`, { personal_details: { fresh: 1 } });
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({
        user_id: userId,
        customer_email: email,
        personal_details: { fresh: 1 },
        role: 'customer',
        status: 'active',
        created_at: expect.stringMatching(INSTANT),
        updated_at: expect.stringMatching(INSTANT),
      });
    });

    test('an update of the email alone keeps the details', async () => {
      const { userId } = await create({ kept: true });
      const customer_email = freshEmail('moved');
      const answer = await api.put(`${PATH}/${userId}`, { customer_email });
      expect(answer.body).toMatchObject({ customer_email, personal_details: { kept: true } });
    });

    test("an update to another account's email is refused and changes nothing", async () => {
      const [one, other] = [await create(), await create()];
      const answer = await api.put(`${PATH}/${one.userId}`, { customer_email: other.email });
      expectProblem(answer, 'EMAIL_TAKEN');
      expect(asObject((await api.get(`/users/${one.userId}`)).body)['email']).toBe(one.email);
    });

    test('an update of an unknown id is 404', async () => {
      const answer = await api.put(`${PATH}/nobody-here`, { personal_details: {} });
      expectProblem(answer, 'USER_NOT_FOUND');
    });

    test('an update of nothing is refused', async () => {
      const { userId } = await create();
      expectProblem(await api.put(`${PATH}/${userId}`, {}), 'INVALID_INPUT', {
        '#': 'must have customer_email or personal_details',
      });
    });

    test('both fields of a creation are required and named together', async () => {
      expectProblem(await api.post(PATH, {}), 'INVALID_INPUT', {
        '#/customer_email': 'is required',
        '#/personal_details': 'is required',
      });
    });

    test("row U's names are no fields of this row", async () => {
      const body = { customer_email: freshEmail(), personal_details: {}, email: 'a@b.cc' };
      expectProblem(await api.post(PATH, body), 'INVALID_INPUT', {
        '#/email': 'is not a known field',
      });
    });

    test.each([
      ['text', 'x'],
      ['a number', 1],
      ['null', null],
      ['a list', []],
    ])('details that are %s are refused', async (_name, personal_details) => {
      const answer = await api.post(PATH, { customer_email: freshEmail(), personal_details });
      expectProblem(answer, 'INVALID_INPUT', { '#/personal_details': 'must be an object' });
    });

    test('details of 32 KiB are taken and one byte more is refused', async () => {
      const ofSize = (size: number) => ({ a: 'x'.repeat(size - '{"a":""}'.length) });
      const { userId } = await create(ofSize(32 * 1024));
      const answer = await api.put(`${PATH}/${userId}`, {
        personal_details: ofSize(32 * 1024 + 1),
      });
      expectProblem(answer, 'INVALID_INPUT', { '#/personal_details': 'must be at most 32 KiB' });
    });

    test('details 8 levels deep are taken and 9 are refused', async () => {
      const nested = (levels: number): object => (levels === 1 ? {} : { a: nested(levels - 1) });
      const { userId } = await create(nested(8));
      const answer = await api.put(`${PATH}/${userId}`, { personal_details: nested(9) });
      expectProblem(answer, 'INVALID_INPUT', {
        '#/personal_details': 'must be at most 8 levels deep',
      });
    });

    test('details may hold any text, escapes and NUL included, and give it back', async () => {
      const details = { 'odd\u0000key': '\u0000\u202E<script>\'"; DROP TABLE users;--' };
      const { userId, email } = await create(details);
      const answer = await api.put(`${PATH}/${userId}`, { customer_email: email });
      expect(asObject(answer.body)['personal_details']).toEqual(details);
    });
  });
}
