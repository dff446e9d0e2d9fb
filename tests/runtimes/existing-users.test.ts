import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, apiClient, asList, asObject, textIn } from '../contracts/http/api-client.ts';
import { expectProblem } from '../contracts/http/expect-problem.ts';
import { freshEmail, freshUserId, PASSWORD, walk } from '../contracts/http/fixtures.ts';
import { type DynamodbLocal, startDynamodbLocal } from '../stores/dynamodb-local.ts';
import { withoutJava } from '../stores/java.ts';
import { type DocumentTables, documentTables } from './document-items.ts';
import { type KitroomProcess, removeDataDir, startKitroom } from './kitroom-process.ts';

const PERSONAL = '/user-personal-information';
const DETAILS = {
  name: 'Ada',
  sizes: [42, 42.5],
  address: { city: 'Pellanby', zip: null },
  vip: true,
};

/** Each users table of the documents with what its functions put there. */
describe.skipIf(withoutJava)('accounts that the documents wrote', () => {
  const engines: DynamodbLocal[] = [];
  const servers: KitroomProcess[] = [];
  afterAll(async () => {
    for (const server of servers) {
      await server.stop();
      await removeDataDir(server.dataDir);
    }
    for (const engine of engines) await engine.stop();
  });
  const start = async (usersTable: string) => {
    // With some ten tables that expire, the engine fills no index any more: one for each shop.
    const engine = await startDynamodbLocal();
    engines.push(engine);
    const tables = await documentTables(engine.endpoint, usersTable);
    const server = await startKitroom(tables.settings);
    servers.push(server);
    return { tables, api: apiClient({ baseUrl: () => server.baseUrl }) };
  };

  describe.each(['UsersTable', 'UserRegistrationTable'])('in %s', (usersTable) => {
    let tables: DocumentTables;
    let api: Api;
    beforeAll(async () => {
      ({ tables, api } = await start(usersTable));
    }, 60_000);
    const oldUser = async () => {
      const user = {
        user_id: freshUserId(),
        lastname: 'Doe',
        dob: '1990-01-01',
        address: '123 Main St, City, Country',
        gender: 'Male',
        email: freshEmail('old'),
        phone_number: '1234567890',
      };
      await tables.put('USERS', user);
      return user;
    };

    test('an account is read by its id and by its email', async () => {
      const user = await oldUser();
      const byId = await api.get(`/users/${user.user_id}`);
      expect(byId.body).toMatchObject({ ...user, role: 'customer', status: 'active' });
      expect((await api.get(`/user/${user.email}`)).body).toEqual(byId.body);
      const found = await api.get(`/users?email=${user.email}`);
      expect(asObject(found.body)['items']).toEqual([byId.body]);
      expect((await walk(api, '/users?limit=2')).flat()).toContainEqual(byId.body);
    });

    test('it is changed by its id and by its email, each with its entity tag', async () => {
      const user = await oldUser();
      for (const path of [`/users/${user.user_id}`, `/user/${user.email}`]) {
        const tag = (await api.get(path)).headers.get('etag') ?? '';
        const change = { address: path };
        const headers = { 'if-match': tag };
        expect((await api.put(path, change, headers)).body).toEqual({ message: 'User updated' });
        expect((await api.get(path)).body).toMatchObject({ ...user, ...change });
        expectProblem(await api.put(path, change, headers), 'VERSION_MISMATCH');
      }
    });

    test.each(['lastname', 'first_name'])(
      'a change of %s leaves one of each name',
      async (name) => {
        const user = await oldUser();
        const given = { lastname: { lastname: 'Roe' }, first_name: { firstname: 'Sam' } }[name];
        await api.put(`/users/${user.user_id}`, given);
        expect((await api.get(`/users/${user.user_id}`)).body).toMatchObject({ ...user, ...given });
      },
    );

    test('its email can move, which frees the old one', async () => {
      const user = await oldUser();
      const email = freshEmail('moved');
      expect((await api.put(`/user/${user.email}`, { email })).status).toBe(200);
      expect(textIn(await api.get(`/user/${email}`), 'user_id')).toBe(user.user_id);
      expectProblem(await api.get(`/user/${user.email}`), 'USER_NOT_FOUND');
      const again = await api.post('/users', { lastname: 'Roe', email: user.email });
      expect(again.status, again.text).toBe(201);
    });

    test.each(['by id', 'by email'])('it is deleted %s, which frees its email', async (way) => {
      const user = await oldUser();
      const path = way === 'by id' ? `/users/${user.user_id}` : `/user/${user.email}`;
      expect((await api.delete(path)).body).toEqual({ message: 'User deleted' });
      expectProblem(await api.get(`/users/${user.user_id}`), 'USER_NOT_FOUND');
      expectProblem(await api.get(`/user/${user.email}`), 'USER_NOT_FOUND');
      expectProblem(await api.delete(path), 'USER_NOT_FOUND');
      const again = await api.post('/users', { lastname: 'Roe', email: user.email });
      expect(again.status, again.text).toBe(201);
    });

    test('no new account gets its email on any route', async () => {
      const { email, user_id } = await oldUser();
      const names = { firstName: 'A', lastName: 'B' };
      const refused = [
        await api.post('/users', { lastname: 'X', email }),
        await api.post('/register', { email, password: PASSWORD }),
        await api.post(PERSONAL, { customer_email: email, personal_details: {} }),
        await api.post('/store_user_data?operation=register', {
          user_id: freshUserId(),
          email: email.toUpperCase(),
          ...names,
        }),
      ];
      for (const answer of refused) expectProblem(answer, 'USER_EXISTS');
      expect(textIn(await api.get(`/user/${email}`), 'user_id')).toBe(user_id);
    });
  });

  describe('in USER', () => {
    let tables: DocumentTables;
    let api: Api;
    beforeAll(async () => {
      ({ tables, api } = await start('USER'));
    }, 60_000);
    const oldUser = async () => {
      const user = {
        user_id: freshUserId(),
        customer_email: freshEmail('old'),
        personal_details: DETAILS,
      };
      await tables.put('USERS', user);
      return user;
    };

    test('the list shows its details as they were', async () => {
      const users = [await oldUser(), await oldUser()];
      const pages = await walk(api, `${PERSONAL}?limit=1`);
      expect(pages.flat()).toEqual(expect.arrayContaining(users));
    });

    test('an update of the details keeps the email, and is answered with the whole item', async () => {
      const user = await oldUser();
      const answer = await api.put(`${PERSONAL}/${user.user_id}`, { personal_details: { a: 1 } });
      expect(answer.body).toMatchObject({ ...user, personal_details: { a: 1 } });
      const all = (await walk(api, `${PERSONAL}?limit=1000`)).flat();
      expect(all).toContainEqual({ ...user, personal_details: { a: 1 } });
    });

    test('an update of the email keeps the details', async () => {
      const user = await oldUser();
      const customer_email = freshEmail('moved');
      const answer = await api.put(`${PERSONAL}/${user.user_id}`, { customer_email });
      expect(answer.body).toMatchObject({ ...user, customer_email });
      expect(textIn(await api.get(`/user/${customer_email}`), 'user_id')).toBe(user.user_id);
    });

    test('the account is read, changed and deleted by its id on the other routes', async () => {
      const { user_id, customer_email: email } = await oldUser();
      const path = `/users/${user_id}`;
      expect((await api.get(path)).body).toMatchObject({ user_id, email });
      expect((await api.put(path, { lastname: 'Doe' })).status).toBe(200);
      expect((await api.get(`/get_user_data?user_id=${user_id}`)).body).toEqual({
        user_id,
        email,
        last_name: 'Doe',
      });
      expect((await api.delete(path)).status).toBe(200);
      expectProblem(await api.get(path), 'USER_NOT_FOUND');
      const all = asList((await api.get(`${PERSONAL}?limit=1000`)).body);
      expect(all.map((item) => item['user_id'])).not.toContain(user_id);
    });
  });
});
