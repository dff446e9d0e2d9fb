import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Route } from '../../src/routes/route.ts';
import { asList, asObject, textIn } from '../contracts/http/api-client.ts';
import { BALL, nextPath } from '../contracts/http/fixtures.ts';
import {
  type AccessBench,
  type AccessTarget,
  accessBench,
  HOOK_TIMEOUT_MS,
} from './access-bench.ts';
import { type Account, newAccount } from './accounts.ts';
import { inputOf, type Probe, probesOf } from './probes.ts';

/** Ways to name two accounts where one is asked for, `own` and the other's. */
const TWO_IDS: readonly ((own: string, other: string) => string)[] = [
  (own, other) => `{"user_id":"${own}","user_id":"${other}"}`,
  (own, other) => `{"user_id":"${other}","user_id":"${own}"}`,
  (own, other) => `{"user_id":["${own}","${other}"]}`,
  (own, other) => `{"user_id":{"0":"${own}","1":"${other}"}}`,
  (own, other) => `{"user_id":"${own},${other}"}`,
  (own, other) => `{"user_id":"${own}\\u0000${other}"}`,
  (own, other) => `{"user_id":"${own}","userId":"${other}"}`,
  (own, other) => `{"user_id":"${own}","USER_ID":"${other}"}`,
  (own, other) => `{"user_id":"${own}","__proto__":{"user_id":"${other}"}}`,
  (_, other) => `{"__proto__":{"user_id":"${other}"}}`,
  (_, other) => `{"user_id":" ${other}"}`,
  (_, other) => `[{"user_id":"${other}"}]`,
];

/** Whose data a call is about is what it says, once and in so many words. */
export function objectAccessContract(target: AccessTarget, routes: readonly Route[]): void {
  let bench: AccessBench;
  let own: Account;
  let other: Account;
  beforeAll(async () => {
    bench = await accessBench(target.store());
    own = await newAccount(bench);
    other = await newAccount(bench);
  }, HOOK_TIMEOUT_MS);
  afterAll(() => bench.close());

  const owned = probesOf(routes).filter(({ route }) => route.access.audience === 'owner');
  const inQuery = owned.filter(({ query }) => 'user_id' in query);
  const inBody = owned.filter(({ route, query }) => isNamedInBody(route) && !('user_id' in query));
  const named = (probes: readonly Probe[]) => probes.map((probe) => ({ name: probe.name, probe }));

  test('the routes that name their owner in the query or the body are found', () => {
    const ids = (probes: readonly Probe[]) => probes.map(({ route }) => route.operationId).sort();
    expect(ids(inQuery)).toEqual(['getOrders', 'getUserData', 'loadCart']);
    const writes = ['addToCart', 'checkout', 'clearCart', 'storeUserData', 'storeUserData'];
    expect(ids(inBody)).toEqual(writes);
  });

  describe('two owners', () => {
    test.each(named(inBody))('in the body of $name are none', async ({ probe }) => {
      const { method, url, body = {} } = inputOf(probe, own);
      const { user_id: _, ...rest } = body;
      const tail = JSON.stringify(rest).slice(1);
      const before = await target.dumpBefore();
      for (const write of TWO_IDS) {
        const ids = write(own.userId, other.userId);
        const text = tail === '}' || ids.startsWith('[') ? ids : `${ids.slice(0, -1)},${tail}`;
        const { status, body: told } = await bench.send({ method, url, token: own.token, text });
        expect([400, 403], `${text} ${JSON.stringify(told)}`).toContain(status);
      }
      expect(await target.dump()).toEqual(before);
    });

    test.each(named(inBody))('in query and body of $name are none', async ({ probe }) => {
      const { method, url, body } = inputOf(probe, other);
      const twice = `${url}${url.includes('?') ? '&' : '?'}user_id=${own.userId}`;
      const text = JSON.stringify(body);
      const before = await target.dumpBefore();
      const answer = await bench.send({ method, url: twice, token: own.token, text });
      expect(answer.status).toBe(400);
      expect(await target.dump()).toEqual(before);
    });

    test.each(named(inQuery))('in the query of $name are none', async ({ probe }) => {
      const { method, url } = inputOf(probe, own);
      const [path] = url.split('?');
      for (const query of [
        `user_id=${own.userId}&user_id=${other.userId}`,
        `user_id=${other.userId}&user_id=${own.userId}`,
        `user_id[]=${own.userId}&user_id[]=${other.userId}`,
        `user_id=${own.userId}&userId=${other.userId}`,
        `user_id=${own.userId}&User_Id=${other.userId}`,
        `user_id=${own.userId},${other.userId}`,
        `user_id=${own.userId}%26user_id=${other.userId}`,
        `user_id=${own.userId}%00${other.userId}`,
        `user_id=${own.userId};user_id=${other.userId}`,
      ]) {
        const { status, text } = await bench.send({
          method,
          url: `${path}?${query}`,
          token: own.token,
        });
        expect(status, query).toBe(400);
        expect(text).not.toContain(other.email);
      }
    });

    test.each(named(owned.filter(({ route }) => route.path.includes('{'))))(
      'in the path and the query of $name are none',
      async ({ probe }) => {
        const { method, url, body } = inputOf(probe, own);
        const text = body && JSON.stringify(body);
        const before = await target.dumpBefore();
        for (const name of ['user_id', 'email', 'owner']) {
          const twice = `${url}?${name}=${encodeURIComponent(other.userId)}`;
          const answer = await bench.send({ method, url: twice, token: own.token, text });
          expect(answer.status, twice).toBe(400);
        }
        expect(await target.dump()).toEqual(before);
      },
    );
  });

  describe('under the own id', () => {
    test('a session of another is not found and goes on', async () => {
      const url = `/users/${own.userId}/sessions/${other.sessionId}`;
      const before = await target.dumpBefore();
      const answer = await bench.send({ method: 'DELETE', url, token: own.token });
      expect(answer.body).toMatchObject({ status: 404, code: 'SESSION_NOT_FOUND' });
      expect(await target.dump()).toEqual(before);
    });

    test('the cursor of another’s orders shows the own ones alone', async () => {
      const [rich, poor] = [await newAccount(bench), await newAccount(bench)];
      for (const one of [rich, rich, poor, rich]) await buy(one);
      const url = `/get_orders?limit=1&user_id=${rich.userId}`;
      const first = await bench.send({ method: 'GET', url, token: rich.token });
      const next = nextPath(first) ?? '';
      expect(next).toContain(rich.userId);
      const stolen = next.replace(rich.userId, poor.userId);
      const answer = await bench.send({ method: 'GET', url: stolen, token: poor.token });
      expect([200, 400]).toContain(answer.status);
      expect(answer.text).not.toContain(rich.userId);
      if (answer.status === 200) {
        for (const order of asList(answer.body)) expect(order['user_id']).toBe(poor.userId);
      }
    });

    test('the idempotency key of another gives an order of one’s own', async () => {
      const [one, two] = [await newAccount(bench), await newAccount(bench)];
      const key = { 'idempotency-key': 'the-same-key' };
      const orders = [await buy(one, key), await buy(two, key)];
      expect(new Set(orders).size).toBe(2);
      expect(await buy(one, key)).toBe(orders[0]);
    });
  });

  const buy = async (
    { userId, token }: Account,
    headers: Readonly<Record<string, string>> = {},
  ) => {
    const post = (url: string, body: object) =>
      bench.send({ method: 'POST', url, token, headers, text: JSON.stringify(body) });
    await post('/add_to_cart', { user_id: userId, ...BALL });
    return textIn(await post('/checkout', { user_id: userId }), 'order_id');
  };
}

function isNamedInBody({ bodyExample }: Route): boolean {
  return bodyExample !== undefined && 'user_id' in asObject(bodyExample);
}
