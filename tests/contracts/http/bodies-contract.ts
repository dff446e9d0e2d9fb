import { beforeAll, describe, expect, test } from 'vitest';
import { type Api, apiClient, type HttpTarget } from './api-client.ts';
import { CALLS_WITH_BODY, NOBODY, nameOf } from './call-table.ts';
import { expectProblem } from './expect-problem.ts';
import { freshEmail, freshUserId } from './fixtures.ts';
import { callerOf } from './sign-in-fixtures.ts';

const MIB = 1024 * 1024;

/** What a body must be before its fields are looked at. */
export function bodiesContract(target: HttpTarget): void {
  const api = apiClient(target);

  describe.each(CALLS_WITH_BODY.map((call) => ({ name: nameOf(call), call })))(
    'the body of $name',
    ({ call }) => {
      const { method, url, body } = call;
      let caller: Api;
      beforeAll(async () => {
        caller = await callerOf(api, call);
      });
      const send = (raw: string | Uint8Array<ArrayBuffer> | undefined, type?: string) =>
        caller.send(method, url(NOBODY), {
          ...(raw !== undefined && { raw }),
          ...(type !== undefined && { headers: { 'content-type': type } }),
        });

      test.each([
        ...(call.bodyOptional ? [] : ['']),
        '{',
        '{"a":1,}',
        "{'a':1}",
        'undefined',
        '{"a":01}',
        '\u0000',
        '{}{}',
        '\uFEFF',
      ])('%j is no JSON', async (text) => {
        expectProblem(await send(text, 'application/json'), 'MALFORMED_JSON');
      });

      test('bytes that are no UTF-8 are refused', async () => {
        const bytes = Uint8Array.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]);
        expectProblem(await send(bytes), 'MALFORMED_JSON', { '#': 'must be UTF-8' });
      });

      test.each([
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'application/json; charset=utf-16',
        'application/jsonp',
        'application/xml',
        'json',
      ])('the media type %s is refused', async (type) => {
        const text = JSON.stringify(body(NOBODY));
        expectProblem(await send(text, type), 'UNSUPPORTED_MEDIA_TYPE');
      });

      test('a body without a media type is refused', async () => {
        const bytes = new TextEncoder().encode(JSON.stringify(body(NOBODY)));
        expectProblem(await send(bytes, ''), 'UNSUPPORTED_MEDIA_TYPE');
      });

      test('more than 1 MiB is refused, with a length and chunked', async () => {
        for (const size of [MIB + 1, 4 * MIB]) {
          expectProblem(await send(' '.repeat(size)), 'PAYLOAD_TOO_LARGE');
          const raw = new Blob([' '.repeat(size)]).stream();
          expectProblem(await caller.send(method, url(NOBODY), { raw }), 'PAYLOAD_TOO_LARGE');
        }
      });
    },
  );

  describe('bodies', () => {
    test.each(['application/json; charset=UTF-8', 'Application/JSON', 'application/ld+json'])(
      'the media type %s is taken',
      async (type) => {
        const json = { lastname: 'Doe', email: freshEmail() };
        const answer = await api.post('/users', json, { 'content-type': type });
        expect(answer.status).toBe(201);
      },
    );

    test('1 MiB exactly is read', async () => {
      const json = JSON.stringify({ user_id: freshUserId() });
      const answer = await api.send('POST', '/clear_cart', { raw: json.padEnd(MIB, ' ') });
      expect(answer.status).toBe(200);
    });

    test('a chunked body is read', async () => {
      const raw = new Blob([JSON.stringify({ user_id: freshUserId() })]).stream();
      expect((await api.send('POST', '/clear_cart', { raw })).status).toBe(200);
    });
  });
}
