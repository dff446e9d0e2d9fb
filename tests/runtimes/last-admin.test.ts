import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Answer,
  type Api,
  apiClient,
  asList,
  asObject,
  type SignInDetails,
} from '../contracts/http/api-client.ts';
import { expectProblem } from '../contracts/http/expect-problem.ts';
import { createUser, type TestUser } from '../contracts/http/fixtures.ts';
import { expectLive, logIn, register } from '../contracts/http/sign-in-fixtures.ts';
import { FRESH_STORES, type FreshStore } from './fresh-stores.ts';
import { type KitroomProcess, startKitroom } from './kitroom-process.ts';
import { newAdmin } from './run-command.ts';

type Removal = (api: Api, admin: TestUser) => Promise<Answer>;

const REMOVALS: readonly (readonly [name: string, remove: Removal])[] = [
  ['demoting', (api, { userId }) => api.put(`/users/${userId}/role`, { role: 'customer' })],
  ['disabling', (api, { userId }) => api.put(`/users/${userId}/status`, { status: 'disabled' })],
  ['deleting', (api, { userId }) => api.delete(`/users/${userId}`)],
  ['deleting by email', (api, { email }) => api.delete(`/user/${email}`)],
];
const PAIRS = REMOVALS.flatMap(([one, remove]) =>
  REMOVALS.map(([other, removeOther]) => ({ name: `${one} and ${other}`, remove, removeOther })),
);
const ROUNDS = 3;

/** There is always an active admin, whoever takes whose power at once on whichever server. */
describe.each(FRESH_STORES)('the last admin on two servers over $store', ({ open }) => {
  let store: FreshStore;
  let servers: readonly KitroomProcess[] = [];
  let details: SignInDetails;
  let here: Api;
  let there: Api;
  /** The one active admin between two tests. */
  let last: TestUser;
  beforeAll(async () => {
    store = await open();
    details = await newAdmin(store.settings);
    // Without a token a request is the operator's, who may do as much as an admin.
    servers = [await startKitroom(store.settings), await startKitroom(store.settings)];
    [here, there] = servers.map(({ baseUrl }) => apiClient({ baseUrl: () => baseUrl })) as [
      Api,
      Api,
    ];
    last = { userId: (await logIn(here, details)).userId, email: details.email };
  }, 60_000);
  afterAll(async () => {
    for (const server of servers) await server.stop();
    await store.remove();
  });

  const newColleague = async (): Promise<TestUser> => {
    const colleague = await createUser(here);
    const answer = await there.put(`/users/${colleague.userId}/role`, { role: 'admin' });
    expect(answer.status, answer.text).toBe(200);
    return colleague;
  };
  const activeAmong = async (admins: readonly TestUser[]): Promise<readonly TestUser[]> => {
    const answers = await Promise.all(admins.map(({ userId }) => here.get(`/users/${userId}`)));
    return admins.filter((_, index) => {
      const answer = answers[index];
      if (answer?.status !== 200) return false;
      const { role, status } = asObject(answer.body);
      return role === 'admin' && status === 'active';
    });
  };

  test.each(REMOVALS)('%s them is refused and changes nothing', async (_name, remove) => {
    const before = await here.get(`/users/${last.userId}`);
    for (const api of [here, there]) expectProblem(await remove(api, last), 'LAST_ADMIN');
    const after = await here.get(`/users/${last.userId}`);
    expect(after.body).toEqual(before.body);
    expect(after.headers.get('etag')).toBe(before.headers.get('etag'));
  });

  test('they cannot give up their own power, and stay signed in', async () => {
    const admin = await logIn(here, details);
    for (const [, remove] of REMOVALS) {
      expectProblem(await remove(here.as(admin), admin), 'LAST_ADMIN');
    }
    await expectLive(there, admin);
  });

  test('a disabled admin is not another one, until enabled', async () => {
    const colleague = await newColleague();
    await here.put(`/users/${colleague.userId}/status`, { status: 'disabled' });
    for (const [, remove] of REMOVALS) expectProblem(await remove(there, last), 'LAST_ADMIN');
    await there.put(`/users/${colleague.userId}/status`, { status: 'active' });
    const answer = await here.put(`/users/${last.userId}/status`, { status: 'disabled' });
    expect(answer.status, answer.text).toBe(200);
    expectProblem(await there.delete(`/users/${colleague.userId}`), 'LAST_ADMIN');
    await here.put(`/users/${last.userId}/status`, { status: 'active' });
    expect((await there.delete(`/users/${colleague.userId}`)).status).toBe(200);
  });

  test('customers come and go as they like', async () => {
    const user = await createUser(here);
    expect((await here.put(`/users/${user.userId}/status`, { status: 'disabled' })).status).toBe(
      200,
    );
    expect((await there.delete(`/users/${user.userId}`)).status).toBe(200);
  });

  test.each(PAIRS)('of two $name each other at once one stays', async ({ remove, removeOther }) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const pair = [last, await newColleague()] as const;
      const answers = await Promise.all([remove(here, pair[1]), removeOther(there, pair[0])]);
      const losers = answers.filter(({ status }) => status !== 200);
      expect(losers).toHaveLength(1);
      for (const answer of losers) expectProblem(answer, 'LAST_ADMIN');
      const active = await activeAmong(pair);
      expect(active).toHaveLength(1);
      last = active[0] ?? last;
    }
  });

  test('of eight who are all removed at once one stays', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const colleagues = [];
      for (let count = 0; count < 7; count += 1) colleagues.push(await newColleague());
      const admins = [last, ...colleagues];
      const answers = await Promise.all(
        admins.map((admin, index) => {
          const remove = REMOVALS[index % REMOVALS.length]?.[1];
          return remove?.(index % 2 === 0 ? here : there, admin);
        }),
      );
      expect(answers.filter((answer) => answer?.status === 200)).toHaveLength(7);
      const active = await activeAmong(admins);
      expect(active).toHaveLength(1);
      last = active[0] ?? last;
    }
    await expect
      .poll(
        async () => {
          const { body } = await there.get('/users?role=admin&status=active');
          return asList(asObject(body)['items']).map((user) => user['user_id']);
        },
        { timeout: 5_000 },
      )
      .toEqual([last.userId]);
  });

  test('of two who take each other’s power by their own tokens one stays', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const pair = [await register(here), await register(here)] as const;
      for (const { userId } of pair) await here.put(`/users/${userId}/role`, { role: 'admin' });
      expect((await here.put(`/users/${last.userId}/role`, { role: 'customer' })).status).toBe(200);
      const [one, other] = [await logIn(here, pair[0]), await logIn(there, pair[1])];
      const answers = await Promise.all([
        here.as(one).put(`/users/${other.userId}/role`, { role: 'customer' }),
        there.as(other).put(`/users/${one.userId}/role`, { role: 'customer' }),
      ]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      // Too late, they are no admin any more or they are the last one.
      for (const { status } of answers) expect([200, 401, 409]).toContain(status);
      const active = await activeAmong(pair);
      expect(active).toHaveLength(1);
      last = active[0] ?? last;
    }
  });
});
