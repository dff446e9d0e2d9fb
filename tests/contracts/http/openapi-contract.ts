import { beforeAll, describe, expect, test } from 'vitest';
import { apiClient, asObject, type HttpTarget, type JsonObject } from './api-client.ts';
import type { Call, CallOwner } from './call.ts';
import { CALLS, NOBODY, nameOf, OTHER_PATHS, optionsOf } from './call-table.ts';
import { addToCart, BALL, freshEmail, freshUserId } from './fixtures.ts';
import {
  contentOf,
  jsonOf,
  type OpenApi,
  type Operation,
  readOpenApi,
} from './openapi-document.ts';
import { callerOf, ownerFor } from './sign-in-fixtures.ts';

const ERROR_HEADERS: Readonly<Record<string, string>> = {
  401: 'WWW-Authenticate',
  403: 'WWW-Authenticate',
  405: 'Allow',
  429: 'Retry-After',
  503: 'Retry-After',
};

/** Tokens and passwords are nobody else's. */
const OF_SECRETS: readonly Call['needs'][] = ['session', 'reset', 'guest-cart'];

/** /openapi.json tells the truth: routes, examples and the very replies. */
export function openApiContract(target: HttpTarget): void {
  const api = apiClient(target);
  let read: OpenApi;
  beforeAll(async () => {
    read = await readOpenApi(api);
  });
  /** The example a body is documented with, made the owner's. */
  const exampleBody = (
    { value }: Operation,
    { who, needs, body, isOwnBody }: Call,
    owner: CallOwner,
  ): JsonObject | undefined => {
    if (value['requestBody'] === undefined) return undefined;
    const media = jsonOf(value['requestBody']);
    if (media === undefined) return undefined;
    const example = asObject(media['example']);
    if (isOwnBody || OF_SECRETS.includes(needs) || who === 'user') {
      const own = body?.(owner) ?? {};
      return Object.fromEntries(Object.keys(example).map((field) => [field, own[field]]));
    }
    return {
      ...example,
      ...('email' in example && { email: freshEmail() }),
      ...('customer_email' in example && { customer_email: freshEmail() }),
      ...('user_id' in example && { user_id: owner.userId }),
    };
  };

  describe('the OpenAPI document', () => {
    test('it is version 3.1 and names itself', () => {
      expect(read.document['openapi']).toMatch(/^3\.1\.\d+$/);
      expect(read.document['info']).toMatchObject({
        title: 'Kitroom',
        version: expect.any(String),
      });
    });

    test('it has every call of the contract and nothing unknown', () => {
      const known = [...CALLS.map(nameOf), ...OTHER_PATHS.map((path) => `GET ${path}`)];
      expect(read.operations.map(({ name }) => name).sort()).toEqual(known.sort());
    });

    test('every operation has an id of its own, a summary and its errors', () => {
      const ids = read.operations.map(({ value }) => value['operationId']);
      expect(new Set(ids).size).toBe(read.operations.length);
      for (const { name, value } of read.operations) {
        expect(value['operationId'], name).toMatch(/^[a-z][A-Za-z]+$/);
        expect(value['summary'], name).toMatch(/\w+ \w+/);
        const always = expect.arrayContaining(['401', '405', '500']);
        expect(Object.keys(asObject(value['responses'])), name).toEqual(always);
      }
    });

    test('every call with a body describes 400, 413 and 415', () => {
      const statuses = expect.arrayContaining(['400', '413', '415']);
      for (const { name, value } of read.operations.filter(({ value }) => 'requestBody' in value)) {
        expect(Object.keys(asObject(value['responses'])), name).toEqual(statuses);
      }
    });

    test('the headers that errors of a status have are described', () => {
      for (const { name, value } of read.operations) {
        const replies = asObject(value['responses']);
        for (const [status, header] of Object.entries(ERROR_HEADERS)) {
          if (!(status in replies)) continue;
          expect(asObject(replies[status])['headers'], `${name} ${status}`).toHaveProperty(header);
        }
      }
    });

    test('every error has an example that fits its schema', () => {
      for (const { name, value } of read.operations) {
        const replies = Object.entries(asObject(value['responses']));
        for (const [status, reply] of replies.filter(([code]) => Number(code) >= 400)) {
          const media = asObject(contentOf(reply)['application/problem+json']);
          const examples = Object.values(asObject(media['examples']));
          expect(examples.length, `${name} ${status}`).toBeGreaterThan(0);
          for (const example of examples) {
            const problem = asObject(asObject(example)['value']);
            expect(read.faultsOf(media['schema'], problem), `${name} ${status}`).toEqual([]);
            expect(problem['status']).toBe(Number(status));
          }
        }
      }
    });

    test('every documented body fits its own schema', () => {
      for (const { name, value } of read.operations.filter(({ value }) => 'requestBody' in value)) {
        const media = jsonOf(value['requestBody']);
        if (media === undefined) continue;
        expect(read.faultsOf(media['schema'], media['example']), name).toEqual([]);
      }
    });

    test('path parameters are described and required', () => {
      for (const { name, path, value } of read.operations) {
        const described = (value['parameters'] as readonly JsonObject[])
          .filter((parameter) => parameter['in'] === 'path')
          .map((parameter) => [parameter['name'], parameter['required']]);
        const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => [parameter, true]);
        expect(described, name).toEqual(inPath);
      }
    });
  });

  describe.each(CALLS.map((call) => ({ name: nameOf(call), call })))(
    'as documented: $name',
    ({ name, call }) => {
      const { method, url } = call;

      // A delivery is given up after most of a day.
      test.skipIf(call.needs === 'dead-letter')(
        'the example is accepted and the reply fits its schema',
        async () => {
          const user = await ownerFor(call, api);
          await addToCart(api, user.userId, BALL);
          const owner = name.includes('store_user_data')
            ? { ...user, userId: freshUserId() }
            : user;
          const operation = read.operationOf(name);
          const json = exampleBody(operation, call, owner);
          const caller = await callerOf(api, call, user);
          const options = json === undefined ? optionsOf(call, owner) : { json };
          const answer = await caller.send(method, url(user), options);
          const described = Object.keys(asObject(operation.value['responses']));
          const success = described.find((status) => status.startsWith('2'));
          expect(String(answer.status), answer.text).toBe(success);
          expect(read.faultsOfReply(operation, answer)).toEqual([]);
        },
      );

      test('a refusal fits its schema', async () => {
        const refused = url(NOBODY);
        const bad = `${refused}${refused.includes('?') ? '&' : '?'}unknown=1`;
        const caller = await callerOf(api, call);
        const wrong = call.takesFile ? optionsOf(call, NOBODY) : { json: { a: 1 } };
        const answer = await caller.send(method, bad, method === 'GET' ? {} : wrong);
        expect(answer.status).toBe(400);
        expect(read.faultsOfReply(read.operationOf(name), answer)).toEqual([]);
      });
    },
  );
}
