import { describe, expect, test } from 'vitest';
import { apiClient, type HttpTarget, headerOf } from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { createUser, type TestUser } from './fixtures.ts';

const ROUTES: readonly (readonly [string, (user: TestUser) => string])[] = [
  ['/users/{user_id}', ({ userId }) => `/users/${userId}`],
  ['/user/{email}', ({ email }) => `/user/${encodeURIComponent(email)}`],
];

/** ETag, If-Match and If-None-Match on the routes that name one account. */
export function entityTagsContract(target: HttpTarget): void {
  const api = apiClient(target);

  describe.each(ROUTES)('entity tags of %s', (_name, pathOf) => {
    const createWithTag = async () => {
      const user = await createUser(api);
      const path = pathOf(user);
      return { path, tag: headerOf(await api.get(path), 'etag') };
    };

    test('the tag is strong and changes with every change', async () => {
      const { path, tag } = await createWithTag();
      expect(tag).toMatch(/^"[^"]+"$/);
      const updated = await api.put(path, { lastname: 'Roe' });
      const newTag = headerOf(await api.get(path), 'etag');
      expect(newTag).not.toBe(tag);
      expect(headerOf(updated, 'etag')).toBe(newTag);
    });

    test('an update with the tag just read is done', async () => {
      const { path, tag } = await createWithTag();
      const answer = await api.put(path, { lastname: 'Roe' }, { 'if-match': tag });
      expect(answer.body).toEqual({ message: 'User updated' });
    });

    test('an update with a stale tag is refused and changes nothing', async () => {
      const { path, tag } = await createWithTag();
      await api.put(path, { lastname: 'First' });
      const answer = await api.put(path, { lastname: 'Second' }, { 'if-match': tag });
      expectProblem(answer, 'VERSION_MISMATCH');
      expect((await api.get(path)).body).toMatchObject({ lastname: 'First' });
    });

    test('a deletion with a stale tag is refused, with the right one done', async () => {
      const { path, tag } = await createWithTag();
      const updated = await api.put(path, { lastname: 'First' });
      expectProblem(await api.delete(path, { 'if-match': tag }), 'VERSION_MISMATCH');
      const answer = await api.delete(path, { 'if-match': headerOf(updated, 'etag') });
      expect(answer.body).toEqual({ message: 'User deleted' });
    });

    test('If-Match takes "*" and a list that holds the tag', async () => {
      const { path, tag } = await createWithTag();
      expect((await api.put(path, { lastname: 'A' }, { 'if-match': '*' })).status).toBe(200);
      const current = headerOf(await api.get(path), 'etag');
      const list = `"999", ${tag} , ${current}`;
      expect((await api.put(path, { lastname: 'B' }, { 'if-match': list })).status).toBe(200);
    });

    test('If-Match never takes a weak, foreign or malformed tag', async () => {
      const { path, tag } = await createWithTag();
      const bare = tag.slice(1, -1);
      for (const ifMatch of [`W/${tag}`, '"foreign"', bare, '""', '', `"${bare}`]) {
        const answer = await api.put(path, { lastname: 'X' }, { 'if-match': ifMatch });
        expectProblem(answer, 'VERSION_MISMATCH');
      }
      expect(headerOf(await api.get(path), 'etag')).toBe(tag);
    });

    test('If-None-Match with the tag, a weak form, a list or "*" is answered with 304', async () => {
      const { path, tag } = await createWithTag();
      for (const ifNoneMatch of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
        const answer = await api.get(path, { 'if-none-match': ifNoneMatch });
        expect(answer.status).toBe(304);
        expect(answer.bytes).toHaveLength(0);
        expect(answer.headers.get('etag')).toBe(tag);
      }
    });

    test('If-None-Match with another tag is answered in full', async () => {
      const { path } = await createWithTag();
      const answer = await api.get(path, { 'if-none-match': '"other"' });
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({ lastname: 'Doe' });
    });

    test('an unknown account is 404 whatever the tag', async () => {
      const nobody = pathOf({ userId: 'nobody-here', email: 'nobody-here@example.com' });
      for (const tag of ['*', '"1"']) {
        const answer = await api.put(nobody, { lastname: 'X' }, { 'if-match': tag });
        expectProblem(answer, 'USER_NOT_FOUND');
        expectProblem(await api.get(nobody, { 'if-none-match': tag }), 'USER_NOT_FOUND');
      }
    });

    test('of ten parallel updates with one tag exactly one is done', async () => {
      const { path, tag } = await createWithTag();
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          api.put(path, { lastname: `Racer ${index}` }, { 'if-match': tag }),
        ),
      );
      const statuses = answers.map(({ status }) => status).sort();
      expect(statuses).toEqual([200, ...Array.from({ length: 9 }, () => 412)]);
    });
  });
}
