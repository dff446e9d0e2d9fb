import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  type Api,
  apiClient,
  asList,
  asObject,
  type HttpTarget,
  headerOf,
  textIn,
} from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { INSTANT, UUID_V4 } from './fixtures.ts';
import { adminApi, signUp } from './sign-in-fixtures.ts';

const LIMIT = 20;
/** A name that no resolver knows. */
const URL = 'https://warehouse.invalid/kitroom';
const NO_ID = '00000000-0000-4000-8000-000000000000';
const REPLAY = '/dead-letters/00001763732880-000000/replay';

/** `/webhooks` as admins keep them. */
export function webhooksContract(target: HttpTarget): void {
  const api = apiClient(target);
  let asAdmin: Api;
  const made: string[] = [];
  beforeAll(async () => {
    asAdmin = await adminApi(target);
  });
  afterEach(async () => {
    for (const path of made.splice(0)) await asAdmin.delete(path);
  });
  const create = async (body: object = { url: URL }) => {
    const answer = await asAdmin.post('/webhooks', body);
    expect(answer.status, answer.text).toBe(201);
    const webhookId = textIn(answer, 'webhook_id');
    const path = `/webhooks/${webhookId}`;
    made.push(path);
    return { answer, path, webhookId };
  };
  const list = async () => asList(asObject((await asAdmin.get('/webhooks')).body)['items']);

  describe('webhooks', () => {
    test('one is created with a secret that is shown this once', async () => {
      const { answer, path, webhookId } = await create({ url: URL, events: ['order.placed'] });
      const { secret, ...shown } = asObject(answer.body);
      expect(shown).toEqual({
        webhook_id: expect.stringMatching(UUID_V4),
        url: URL,
        events: ['order.placed'],
        enabled: true,
        created_at: expect.stringMatching(INSTANT),
        version: 1,
      });
      expect(String(secret)).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
      expect(headerOf(answer, 'location')).toBe(path);
      expect(headerOf(answer, 'cache-control')).toBe('no-store');
      const read = await asAdmin.get(path);
      expect(read.body).toEqual(shown);
      expect(headerOf(read, 'etag')).toBe(headerOf(answer, 'etag'));
      expect((await list()).filter((one) => one['webhook_id'] === webhookId)).toEqual([shown]);
      const changed = await asAdmin.put(path, { enabled: false });
      expect(changed.text).not.toContain('whsec_');
      const again = await asAdmin.get(path, { 'if-none-match': headerOf(changed, 'etag') });
      expect(again.status).toBe(304);
    });

    test('each has a secret of its own, and wants every event unless it says which', async () => {
      const [one, other] = [await create(), await create({ url: URL, events: [] })];
      expect(asObject(one.answer.body)['secret']).not.toBe(asObject(other.answer.body)['secret']);
      for (const { answer } of [one, other]) expect(answer.body).toMatchObject({ events: [] });
    });

    test('no more than there may be', async () => {
      for (let count = (await list()).length; count < LIMIT; count += 1) await create();
      const refused = await asAdmin.post('/webhooks', { url: URL });
      expectProblem(refused, 'TOO_MANY_WEBHOOKS');
      expect(refused.body).toMatchObject({ limit: LIMIT });
      expect(await list()).toHaveLength(LIMIT);
      await asAdmin.delete(made.pop() ?? '');
      await create();
    });

    test('one is changed in what is sent, and only as it was read', async () => {
      const { answer, path } = await create({ url: URL, events: ['stock.changed'] });
      const tag = headerOf(answer, 'etag');
      const paused = await asAdmin.put(path, { enabled: false }, { 'if-match': tag });
      expect(paused.status).toBe(200);
      expect(paused.body).toMatchObject({
        ...{ url: URL, events: ['stock.changed'] },
        ...{ enabled: false, version: 2 },
      });
      expect(headerOf(paused, 'etag')).not.toBe(tag);
      for (const ifMatch of [tag, `W/${headerOf(paused, 'etag')}`, '"x"']) {
        const late = await asAdmin.put(path, { enabled: true }, { 'if-match': ifMatch });
        expectProblem(late, 'VERSION_MISMATCH');
      }
      const url = `${URL}/moved`;
      const moved = await asAdmin.put(path, { url, events: [], enabled: true });
      expect(moved.body).toMatchObject({ url, events: [], enabled: true, version: 3 });
      expect((await asAdmin.get(path)).body).toEqual(moved.body);
    });

    test('one that is deleted is gone', async () => {
      const { path } = await create();
      expect((await asAdmin.delete(path)).body).toEqual({ message: 'Webhook deleted' });
      expectProblem(await asAdmin.get(path), 'WEBHOOK_NOT_FOUND');
      expectProblem(await asAdmin.put(path, { enabled: false }), 'WEBHOOK_NOT_FOUND');
      expectProblem(await asAdmin.delete(path), 'WEBHOOK_NOT_FOUND');
      expectProblem(await asAdmin.get(`${path}/dead-letters`), 'WEBHOOK_NOT_FOUND');
      expectProblem(await asAdmin.post(path + REPLAY), 'DELIVERY_NOT_FOUND');
    });

    test('one that nothing was sent to has no dead letters', async () => {
      const { path } = await create();
      const answer = await asAdmin.get(`${path}/dead-letters?limit=5`);
      expect(answer.body).toEqual({ items: [], next_cursor: null });
      expect(answer.headers.get('link')).toBeNull();
      expectProblem(await asAdmin.get(`${path}/dead-letters?cursor=x`), 'INVALID_CURSOR');
      expectProblem(await asAdmin.post(path + REPLAY), 'DELIVERY_NOT_FOUND');
    });
  });

  describe('webhooks are for admins', () => {
    const calls = [
      ['GET', '/webhooks'],
      ['POST', '/webhooks'],
      ['GET', `/webhooks/${NO_ID}`],
      ['PUT', `/webhooks/${NO_ID}`],
      ['DELETE', `/webhooks/${NO_ID}`],
      ['GET', `/webhooks/${NO_ID}/dead-letters`],
      ['POST', `/webhooks/${NO_ID}${REPLAY}`],
    ] as const;
    const options = (method: string) => (/P/.test(method) ? { json: { url: URL } } : {});

    test('a customer may do nothing with them', async () => {
      const customer = api.as(await signUp(api));
      for (const [method, path] of calls) {
        expectProblem(await customer.send(method, path, options(method)), 'FORBIDDEN');
      }
    });

    test.skipIf(target.admin === undefined)('nor may somebody who did not sign in', async () => {
      for (const [method, path] of calls) {
        expectProblem(await api.send(method, path, options(method)), 'AUTHENTICATION_REQUIRED');
      }
    });
  });
}
