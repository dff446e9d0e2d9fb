import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type Answer,
  apiClient,
  asObject,
  type HttpTarget,
  type JsonObject,
} from './api-client.ts';
import { CALLS, type Call, type CallOwner, NOBODY, nameOf, OTHER_PATHS } from './call-table.ts';
import { addToCart, BALL, freshEmail, freshUserId } from './fixtures.ts';
import { callerOf, ownerFor } from './sign-in-fixtures.ts';

const FORMATS = {
  'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  email: /^[^@\s]+@[^@\s]+$/,
  uri: /^[a-z]+:\S+$/,
  password: true,
} as const;

const ERROR_HEADERS: Readonly<Record<string, string>> = {
  401: 'WWW-Authenticate',
  403: 'WWW-Authenticate',
  405: 'Allow',
  429: 'Retry-After',
  503: 'Retry-After',
};

interface Operation {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly value: JsonObject;
}

/** /openapi.json tells the truth: routes, examples and the very replies. */
export function openApiContract(target: HttpTarget): void {
  const api = apiClient(target);
  let document: JsonObject = {};
  let operations: readonly Operation[] = [];
  const ajv = new Ajv2020({ strict: false, allErrors: true, formats: FORMATS });

  beforeAll(async () => {
    document = asObject((await api.get('/openapi.json')).body);
    ajv.addSchema({ $id: 'api:', ...document });
    operations = Object.entries(asObject(document['paths'])).flatMap(([path, item]) =>
      Object.entries(asObject(item)).map(([method, value]) => ({
        name: `${method.toUpperCase()} ${path}`,
        method: method.toUpperCase(),
        path,
        value: asObject(value),
      })),
    );
  });

  const operationOf = (name: string): Operation => {
    const operation = operations.find((one) => one.name === name);
    if (operation === undefined) throw new Error(`No ${name} in /openapi.json`);
    return operation;
  };
  const contentOf = (described: unknown): JsonObject => asObject(asObject(described)['content']);
  /** What the document says is wrong with a value; empty when nothing is. */
  const faultsOf = (schema: unknown, value: unknown): readonly unknown[] => {
    const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"api:#/')) as JsonObject;
    return ajv.validate(absolute, value) ? [] : (ajv.errors ?? []);
  };
  const faultsOfReply = ({ name, value }: Operation, answer: Answer): readonly unknown[] => {
    const reply = asObject(value['responses'])[String(answer.status)];
    if (reply === undefined) return [`${name} does not describe ${answer.status}`];
    const type = answer.headers.get('content-type')?.split(';')[0] ?? '';
    const media = contentOf(reply)[type];
    if (media === undefined) return [`${name} ${answer.status} does not describe ${type}`];
    return faultsOf(asObject(media)['schema'], answer.body);
  };
  /** The example a body is documented with, made the owner's. */
  const exampleBody = (
    { value }: Operation,
    { who, needs, body }: Call,
    owner: CallOwner,
  ): JsonObject | undefined => {
    if (value['requestBody'] === undefined) return undefined;
    const media = asObject(contentOf(value['requestBody'])['application/json']);
    const example = asObject(media['example']);
    if (needs !== undefined || who === 'user') {
      // Tokens and passwords are nobody else's.
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
      expect(document['openapi']).toMatch(/^3\.1\.\d+$/);
      expect(document['info']).toMatchObject({ title: 'Kitroom', version: expect.any(String) });
    });

    test('it has every call of the contract and nothing unknown', () => {
      const known = [...CALLS.map(nameOf), ...OTHER_PATHS.map((path) => `GET ${path}`)];
      expect(operations.map(({ name }) => name).sort()).toEqual(known.sort());
    });

    test('every operation has an id of its own, a summary and its errors', () => {
      const ids = operations.map(({ value }) => value['operationId']);
      expect(new Set(ids).size).toBe(operations.length);
      for (const { name, value } of operations) {
        expect(value['operationId'], name).toMatch(/^[a-z][A-Za-z]+$/);
        expect(value['summary'], name).toMatch(/\w+ \w+/);
        const always = expect.arrayContaining(['401', '405', '500']);
        expect(Object.keys(asObject(value['responses'])), name).toEqual(always);
      }
    });

    test('every call with a body describes 400, 413 and 415', () => {
      const statuses = expect.arrayContaining(['400', '413', '415']);
      for (const { name, value } of operations.filter(({ value }) => 'requestBody' in value)) {
        expect(Object.keys(asObject(value['responses'])), name).toEqual(statuses);
      }
    });

    test('the headers that errors of a status have are described', () => {
      for (const { name, value } of operations) {
        const replies = asObject(value['responses']);
        for (const [status, header] of Object.entries(ERROR_HEADERS)) {
          if (!(status in replies)) continue;
          expect(asObject(replies[status])['headers'], `${name} ${status}`).toHaveProperty(header);
        }
      }
    });

    test('every error has an example that fits its schema', () => {
      for (const { name, value } of operations) {
        const replies = Object.entries(asObject(value['responses']));
        for (const [status, reply] of replies.filter(([code]) => Number(code) >= 400)) {
          const media = asObject(contentOf(reply)['application/problem+json']);
          const examples = Object.values(asObject(media['examples']));
          expect(examples.length, `${name} ${status}`).toBeGreaterThan(0);
          for (const example of examples) {
            const problem = asObject(asObject(example)['value']);
            expect(faultsOf(media['schema'], problem), `${name} ${status}`).toEqual([]);
            expect(problem['status']).toBe(Number(status));
          }
        }
      }
    });

    test('every documented body fits its own schema', () => {
      for (const { name, value } of operations.filter(({ value }) => 'requestBody' in value)) {
        const media = asObject(contentOf(value['requestBody'])['application/json']);
        expect(faultsOf(media['schema'], media['example']), name).toEqual([]);
      }
    });

    test('path parameters are described and required', () => {
      for (const { name, path, value } of operations) {
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

      test('the example is accepted and the reply fits its schema', async () => {
        const user = await ownerFor(call, api);
        await addToCart(api, user.userId, BALL);
        const owner = name.includes('store_user_data') ? { ...user, userId: freshUserId() } : user;
        const operation = operationOf(name);
        const json = exampleBody(operation, call, owner);
        const caller = await callerOf(api, call);
        const answer = await caller.send(method, url(user), json ? { json } : {});
        const described = Object.keys(asObject(operation.value['responses']));
        const success = described.find((status) => status.startsWith('2'));
        expect(String(answer.status), answer.text).toBe(success);
        expect(faultsOfReply(operation, answer)).toEqual([]);
      });

      test('a refusal fits its schema', async () => {
        const refused = url(NOBODY);
        const bad = `${refused}${refused.includes('?') ? '&' : '?'}unknown=1`;
        const caller = await callerOf(api, call);
        const answer = await caller.send(method, bad, method === 'GET' ? {} : { json: { a: 1 } });
        expect(answer.status).toBe(400);
        expect(faultsOfReply(operationOf(name), answer)).toEqual([]);
      });
    },
  );
}
