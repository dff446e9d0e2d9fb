import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Api, asList, asObject, type HttpTarget, textIn } from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { adminApi } from './sign-in-fixtures.ts';

/** A name that no resolver knows. */
const URL = 'https://warehouse.invalid/kitroom';

/** What may not be written to `/webhooks`, above all addresses inside the network of the server. */
export function webhookRefusalsContract(target: HttpTarget): void {
  let asAdmin: Api;
  const made: string[] = [];
  beforeAll(async () => {
    asAdmin = await adminApi(target);
  });
  afterEach(async () => {
    for (const path of made.splice(0)) await asAdmin.delete(path);
  });
  const create = async () => {
    const path = `/webhooks/${textIn(await asAdmin.post('/webhooks', { url: URL }), 'webhook_id')}`;
    made.push(path);
    return path;
  };
  const list = async () => asList(asObject((await asAdmin.get('/webhooks')).body)['items']);

  describe('a webhook is refused', () => {
    test.each([
      'http://127.0.0.1/',
      'http://127.1:8080/',
      'http://2130706433/',
      'http://0x7f000001/',
      'http://localhost:3000/',
      'http://api.localhost/',
      'http://0.0.0.0/',
      'http://10.1.2.3/',
      'http://172.16.0.1/',
      'http://192.168.0.1/',
      'http://169.254.169.254/latest/meta-data/',
      'http://100.100.100.200/',
      'http://[::1]/',
      'http://[::]/',
      'http://[::127.0.0.1]/',
      'http://[::ffff:10.0.0.1]/',
      'http://[fd00::1]/',
      'http://[fe80::1]/',
      'http://[64:ff9b::7f00:1]/',
      'https://user@warehouse.invalid/',
      'https://user:pass@warehouse.invalid/',
      'https://warehouse.invalid/#part',
      'ftp://warehouse.invalid/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'warehouse.invalid',
      '',
      'http://',
      `https://warehouse.invalid/${'x'.repeat(2048)}`,
    ])('at %s', async (url) => {
      expectProblem(await asAdmin.post('/webhooks', { url }), 'INVALID_INPUT', ['#/url']);
      expect((await list()).filter((one) => one['url'] === url)).toEqual([]);
    });

    test('at a bad address also when it is changed, and stays as it was', async () => {
      const path = await create();
      for (const url of ['http://127.0.0.1/', 'ftp://warehouse.invalid/', 7, null]) {
        expectProblem(await asAdmin.put(path, { url }), 'INVALID_INPUT', ['#/url']);
      }
      expect((await asAdmin.get(path)).body).toMatchObject({ url: URL, version: 1 });
    });

    test.each([
      [{}, ['#/url']],
      [{ url: 7 }, ['#/url']],
      [{ url: URL, events: ['order.lost'] }, ['#/events/0']],
      [{ url: URL, events: ['order.placed', 'ORDER.PLACED'] }, ['#/events/1']],
      [{ url: URL, events: 'order.placed' }, ['#/events']],
      [{ url: URL, events: ['order.placed', 'order.placed'] }, ['#/events']],
      [{ url: URL, events: null }, ['#/events']],
      [{ url: URL, secret: 'whsec_mine' }, ['#/secret']],
      [{ url: URL, enabled: false }, ['#/enabled']],
    ])('with the body %j', async (body, fields) => {
      expectProblem(await asAdmin.post('/webhooks', body), 'INVALID_INPUT', fields);
    });

    test('when nothing is to be changed, or what cannot be', async () => {
      const path = await create();
      expectProblem(await asAdmin.put(path, {}), 'INVALID_INPUT');
      for (const [body, field] of [
        [{ enabled: 'no' }, '#/enabled'],
        [{ events: ['none'] }, '#/events/0'],
        [{ version: 7, enabled: true }, '#/version'],
        [{ secret: 'whsec_mine', enabled: true }, '#/secret'],
      ] as const) {
        expectProblem(await asAdmin.put(path, body), 'INVALID_INPUT', [field]);
      }
      expect((await asAdmin.get(path)).body).toMatchObject({ enabled: true, version: 1 });
    });
  });
}
