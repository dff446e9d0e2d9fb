import { expect, test } from 'vitest';
import { asList, asObject } from '../contracts/http/api-client.ts';
import { createUser, freshEmail } from '../contracts/http/fixtures.ts';
import { statusCounts } from '../contracts/http/shop-fixtures.ts';
import { parallelCalls } from './parallel-calls.ts';

/** Accounts changed through several servers at once. */
export function accountRacesContract(addresses: () => readonly string[]): void {
  const calls = parallelCalls(addresses);

  test('what one writes the others read at once', async () => {
    const { userId, email } = await createUser(calls.of(0));
    for (const [index, api] of calls.each().entries()) {
      const lastname = `Name ${index}`;
      expect((await api.put(`/user/${email}`, { lastname })).status).toBe(200);
      for (const other of calls.each()) {
        expect((await other.get(`/users/${userId}`)).body).toMatchObject({ lastname });
      }
    }
  });

  test('of 100 parallel creations of one email exactly one wins', async () => {
    const email = freshEmail();
    const answers = await calls.onAll(100, (api, index) =>
      api.post('/users', { lastname: `Racer ${index}`, email }),
    );
    expect(statusCounts(answers)).toEqual({ 201: 1, 409: 99 });
    for (const api of calls.each()) {
      const found = asObject((await api.get(`/users?email_prefix=${email}`)).body);
      expect(asList(found['items'])).toHaveLength(1);
    }
  });

  test('of 20 parallel updates with one entity tag exactly one is done', async () => {
    const { userId } = await createUser(calls.of(0));
    const tag = (await calls.of(1).get(`/users/${userId}`)).headers.get('etag') ?? '';
    const answers = await calls.onAll(20, (api, index) =>
      api.put(`/users/${userId}`, { lastname: `Racer ${index}` }, { 'if-match': tag }),
    );
    expect(statusCounts(answers)).toEqual({ 200: 1, 412: 19 });
  });
}
