import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { errorsOf, openApiDocument } from './openapi.ts';
import { readInput } from './read-input.ts';
import { defineRoute } from './route.ts';

function request(body: string | null, headers: Readonly<Record<string, string>> = {}): Request {
  return new Request('http://localhost/file', { method: 'PUT', body, headers });
}

const refused = (code: string) => expect.objectContaining({ code });

const reply = { status: 200, description: '', schema: z.strictObject({}) } as const;
const described = { path: '/file', tag: 'Files', summary: '', reply, errors: [] } as const;

const fileRoute = defineRoute({
  ...described,
  method: 'PUT',
  operationId: 'putFile',
  access: { audience: 'reader' },
  file: {
    contentTypes: ['image/png', 'image/jpeg'],
    maxBytes: 5,
    tooLarge: 'PHOTO_TOO_LARGE',
    wrongType: 'UNSUPPORTED_PHOTO_TYPE',
    empty: 'INVALID_PHOTO',
  },
  run: async ({ file }) => ({ status: 200, body: { bytes: file.length } }),
});

function bodyRoute(bodyOptional: boolean) {
  return defineRoute({
    ...described,
    method: 'POST',
    operationId: 'postBody',
    access: { audience: 'user' },
    body: z.strictObject({ reason: z.optional(z.string()) }),
    bodyOptional,
    run: async ({ body, file }) => ({ status: 200, body: { ...body, file } }),
  });
}

const inputOf = (route: typeof fileRoute, asked: Request) =>
  readInput(route, { request: asked, rawParams: {}, search: '' });

describe('the input of a route', () => {
  test('has the file where the route takes one', async () => {
    const { file, body } = await inputOf(
      fileRoute,
      request('abc', { 'content-type': 'image/png' }),
    );
    expect([Buffer.from(file ?? []).toString(), body]).toEqual(['abc', undefined]);
  });

  test('has {} for no body where the body is optional', async () => {
    const route = bodyRoute(true);
    for (const headers of [{}, { 'content-length': '0' }, { 'content-type': 'text/plain' }]) {
      expect((await inputOf(route, request(null, headers))).body).toEqual({});
    }
    const json = { 'content-type': 'application/json' };
    const sent = await inputOf(route, request('{"reason":"late"}', json));
    expect([sent.body, sent.file]).toEqual([{ reason: 'late' }, undefined]);
  });

  test('of a body that is optional is checked where there is one', async () => {
    const route = bodyRoute(true);
    const json = { 'content-type': 'application/json' };
    const refusals: readonly (readonly [Request, string])[] = [
      [request('{}', {}), 'UNSUPPORTED_MEDIA_TYPE'],
      [request('{', json), 'MALFORMED_JSON'],
      [request('{"other":1}', json), 'INVALID_INPUT'],
      [request('', { ...json, 'transfer-encoding': 'chunked' }), 'MALFORMED_JSON'],
      [request('', { 'transfer-encoding': 'chunked' }), 'UNSUPPORTED_MEDIA_TYPE'],
    ];
    for (const [asked, code] of refusals) {
      await expect(inputOf(route, asked)).rejects.toEqual(refused(code));
    }
  });

  test('needs a body where it is not optional', async () => {
    const asked = request(null, { 'content-type': 'application/json' });
    await expect(inputOf(bodyRoute(false), asked)).rejects.toEqual(refused('MALFORMED_JSON'));
  });
});

describe('OpenAPI', () => {
  test('describes the file and who may send it', () => {
    const schema = { type: 'string', format: 'binary' };
    expect(openApiDocument([fileRoute])).toMatchObject({
      paths: {
        '/file': {
          put: {
            description: 'For whoever signed in, about what is theirs.',
            requestBody: {
              required: true,
              content: { 'image/png': { schema }, 'image/jpeg': { schema } },
            },
          },
        },
      },
    });
    const codes = ['BODY_INCOMPLETE', 'PHOTO_TOO_LARGE', 'UNSUPPORTED_PHOTO_TYPE', 'INVALID_PHOTO'];
    expect(errorsOf(fileRoute)).toEqual(expect.arrayContaining(codes));
    expect(errorsOf(fileRoute)).not.toContain('MALFORMED_JSON');
    expect(errorsOf(bodyRoute(false))).not.toContain('PHOTO_TOO_LARGE');
  });

  test.each([true, false])('says whether a body is optional: %j', (bodyOptional) => {
    expect(openApiDocument([bodyRoute(bodyOptional)])).toMatchObject({
      paths: { '/file': { post: { requestBody: { required: !bodyOptional } } } },
    });
  });
});
