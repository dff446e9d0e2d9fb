import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, apiClient, freshAddress } from '../contracts/http/api-client.ts';
import { freshEmail, NEW_PASSWORD } from '../contracts/http/fixtures.ts';
import {
  countAnswered,
  expectToWait,
  guess,
  guessTimes,
  pauseFor,
} from '../contracts/http/guesses.ts';
import {
  expectEnded,
  expectLive,
  idsOf,
  listSessions,
  logIn,
  refresh,
  register,
  signUp,
} from '../contracts/http/sign-in-fixtures.ts';
import { FRESH_STORES, type FreshStore } from './fresh-stores.ts';
import { type KitroomProcess, startKitroom } from './kitroom-process.ts';

describe.each(FRESH_STORES)('sign-in on two servers over $store', ({ open }) => {
  let store: FreshStore;
  let settings: Readonly<Record<string, string>>;
  let servers: readonly [KitroomProcess, KitroomProcess];
  let here: Api;
  let there: Api;
  beforeAll(async () => {
    store = await open();
    settings = { ...store.settings, ACCESS: 'protected', TRUSTED_HOPS: '1' };
    servers = [await startKitroom(settings), await startKitroom(settings)];
    [here, there] = servers.map((_, index) =>
      apiClient({ baseUrl: () => servers[index === 0 ? 0 : 1].baseUrl }),
    ) as [Api, Api];
  }, 60_000);
  afterAll(async () => {
    for (const server of servers) await server.stop();
    await store.remove();
  });
  /** Runs the call so many times at once, in turn on either server. */
  const onBoth = <Result>(times: number, call: (api: Api, index: number) => Promise<Result>) =>
    Promise.all(
      Array.from({ length: times }, (_, index) => call(index % 2 === 0 ? here : there, index)),
    );

  test('a session made on one lives, is listed and ends on both', async () => {
    const session = await signUp(here);
    const next = await expectLive(there, session);
    expect(idsOf(await listSessions(there, next))).toEqual([session.sessionId]);
    expect((await there.as(next).post('/logout')).status).toBe(200);
    await expectEnded(here, next);
  });

  test('a change of password on one ends the others on both', async () => {
    const own = await signUp(here);
    const other = await logIn(there, own);
    const body = { current_password: own.password, new_password: NEW_PASSWORD };
    expect((await here.as(own).post('/password/change', body)).status).toBe(200);
    await expectEnded(there, other);
    await expectLive(there, own);
  });

  test('20 refreshes at once with one token get one and the same successor', async () => {
    const session = await signUp(here);
    const nexts = await onBoth(20, (api) => refresh(api, session));
    const [refreshToken = '', ...others] = new Set(nexts.map((next) => next.refreshToken));
    expect(others).toEqual([]);
    await expectLive(there, { ...session, refreshToken });
  });

  test('30 guesses at once are answered five times', async () => {
    const address = freshAddress();
    const { email } = await register(here);
    const answers = await onBoth(30, (api) => guess(api.from(address), email));
    expect(countAnswered(answers, 401)).toBe(5);
  });

  test('60 guesses at once at ever other accounts are answered 50 times', async () => {
    const address = freshAddress();
    const answers = await onBoth(60, (api) => guess(api.from(address), freshEmail('nobody')));
    expect(countAnswered(answers, 401)).toBe(50);
  });

  test('of eight changes of a password at once exactly one is done', async () => {
    const user = await signUp(here);
    const answers = await onBoth(8, (api, index) =>
      api.as(user).post('/password/change', {
        current_password: user.password,
        new_password: `${NEW_PASSWORD} ${index}`,
      }),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(400)]);
    const password = `${NEW_PASSWORD} ${answers.findIndex(({ status }) => status === 200)}`;
    await expectLive(there, await logIn(there, { ...user, password }));
    await expectLive(here, user);
  });

  test('a restart after kill -9 keeps sessions, keys and the count of guesses', async () => {
    const session = await signUp(here);
    const address = freshAddress();
    const email = freshEmail('nobody');
    await guessTimes(here.from(address), email, 5);
    await servers[0].stop('SIGKILL');
    servers = [await startKitroom(settings), servers[1]];
    expect((await here.as(session).get(`/users/${session.userId}`)).status).toBe(200);
    await expectLive(there, await expectLive(here, session));
    await pauseFor(1_000);
    await guessTimes(here.from(address), email, 1);
    expect(expectToWait(await guess(here.from(address), email))).toBe(2);
  });
});
