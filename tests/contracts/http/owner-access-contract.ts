import { beforeAll, describe, expect, test } from 'vitest';
import { type Api, apiClient, asObject, type HttpTarget, type JsonObject } from './api-client.ts';
import type { Call, CallOwner } from './call.ts';
import { CALLS, NOBODY, nameOf, optionsOf } from './call-table.ts';
import { expectProblem } from './expect-problem.ts';
import { addToCart, BALL, createUser, freshEmail, freshUserId } from './fixtures.ts';
import { adminApi, type SignedIn, signUp, withNeeded } from './sign-in-fixtures.ts';

const NAMES = { firstname: 'Ada', lastname: 'Doe' };
const of = (...audiences: readonly Call['who'][]) =>
  CALLS.filter(({ who }) => audiences.includes(who)).map((call) => ({ name: nameOf(call), call }));

/** Who may do what with a token: the owner their own, nobody else's. */
export function ownerAccessContract(target: HttpTarget): void {
  const api = apiClient(target);
  let asAdmin: Api;
  let stranger: SignedIn;
  let attacked: SignedIn;
  beforeAll(async () => {
    asAdmin = await adminApi(target);
    stranger = await signUp(api, NAMES);
    attacked = await signUp(api, NAMES);
    await addToCart(api.as(attacked), attacked.userId, BALL);
  });
  const send = (who: Api, call: Call, owner: CallOwner) => {
    const json = bodyOf(call, owner);
    const options = json === undefined ? optionsOf(call, owner) : { json };
    return who.send(call.method, call.url(owner), options);
  };

  describe('with a token', () => {
    test.each(of('owner', 'user'))('the owner may $name', async ({ call }) => {
      const owner = await withNeeded(call, api, await signUp(api, NAMES));
      await addToCart(api.as(owner), owner.userId, BALL);
      const answer = await send(api.as(owner), call, owner);
      expect(answer.status, answer.text).toBe(call.success ?? 200);
    });

    test.each(of('owner'))('an admin may $name', async ({ call }) => {
      // To sign up and in is two hashes, which few of these calls need.
      const account = await (call.needs === 'session'
        ? signUp(api, NAMES)
        : createUser(asAdmin, NAMES));
      const owner = await withNeeded(call, api, account);
      await addToCart(asAdmin, owner.userId, BALL);
      const answer = await send(asAdmin, call, owner);
      expect(answer.status, answer.text).toBe(call.success ?? 200);
    });

    test.each(of('owner', 'admin'))(
      'another user may not $name, and is told the same whether or not there is such data',
      async ({ call }) => {
        const refusals = [];
        const nobody = { userId: freshUserId(), email: freshEmail('nobody') };
        for (const whose of [attacked, { ...NOBODY, sessionId: attacked.sessionId }, nobody]) {
          const answer = await send(api.as(stranger), call, whose);
          expectProblem(answer, 'FORBIDDEN');
          const { instance, request_id, ...problem } = asObject(answer.body);
          const { date, 'x-request-id': id, ...headers } = Object.fromEntries(answer.headers);
          const { 'content-length': length, ...others } = headers;
          refusals.push({ problem, headers: others });
        }
        expect(refusals[1]).toEqual(refusals[0]);
        expect(refusals[2]).toEqual(refusals[0]);
        const kept = await api.as(attacked).get(`/users/${attacked.userId}`);
        expect(kept.body).toMatchObject({ ...NAMES, email: attacked.email });
      },
    );

    test.each(of('admin'))('a customer may not $name for themselves either', async ({ call }) => {
      expectProblem(await send(api.as(stranger), call, stranger), 'FORBIDDEN');
    });

    test.each(of('admin').filter(({ call }) => call.body !== undefined))(
      'a customer is refused $name before its input is read',
      async ({ call: { method, url } }) => {
        for (const raw of ['{', '[]', '{}']) {
          const answer = await api.as(stranger).send(method, url(stranger), { raw });
          expectProblem(answer, 'FORBIDDEN');
        }
      },
    );

    test.each([
      ['the id in capitals', (id: string) => id.toUpperCase()],
      ['the id and more', (id: string) => `${id}-`],
      ['the id without its end', (id: string) => id.slice(0, -1)],
    ])('%s is not the own one', async (_name, spell) => {
      const userId = spell(stranger.userId);
      const own = api.as(stranger);
      expectProblem(await own.get(`/users/${userId}`), 'FORBIDDEN');
      expectProblem(await own.get(`/get_user_data?user_id=${userId}`), 'FORBIDDEN');
      expectProblem(await own.post('/clear_cart', { user_id: userId }), 'FORBIDDEN');
    });

    test('the own id and email are their own however they are spelled', async () => {
      const own = api.as(stranger);
      const { userId, email } = stranger;
      const encoded = `%${userId.charCodeAt(0).toString(16)}${userId.slice(1)}`;
      expect((await own.get(`/users/${encoded}`)).status).toBe(200);
      for (const spelled of [email.toUpperCase(), ` ${email}`]) {
        expect((await own.get(`/user/${encodeURIComponent(spelled)}`)).status).toBe(200);
      }
    });

    test('an id that is an email, and an email that is an id, are nobody’s', async () => {
      const own = api.as(stranger);
      expectProblem(await own.get(`/users/${encodeURIComponent(stranger.email)}`), 'INVALID_INPUT');
      expectProblem(await own.get(`/user/${stranger.userId}`), 'INVALID_INPUT');
    });

    test('a cart of another in the body is forbidden whatever the query says', async () => {
      const other = await signUp(api);
      const body = { user_id: other.userId, ...BALL };
      const own = api.as(stranger);
      expectProblem(await own.post('/add_to_cart', body), 'FORBIDDEN');
      const query = `/add_to_cart?user_id=${stranger.userId}`;
      expectProblem(await own.post(query, body), 'INVALID_INPUT', ['#/user_id']);
    });

    test('an account of a given id is made by nobody but an admin', async () => {
      const body = {
        user_id: freshUserId(),
        email: freshEmail(),
        firstName: 'Ada',
        lastName: 'Doe',
      };
      const path = '/store_user_data?operation=register';
      expectProblem(await api.as(stranger).post(path, body), 'FORBIDDEN');
      expect((await asAdmin.post(path, body)).status).toBe(200);
    });
  });
}

/** The body of a call, made the owner's where it names one. */
function bodyOf({ body }: Call, owner: CallOwner): JsonObject | undefined {
  const sent = body?.(owner);
  if (sent === undefined || !('user_id' in sent)) return sent;
  const { userId: user_id, email } = owner;
  return { ...sent, user_id, ...('email' in sent && { email }) };
}
