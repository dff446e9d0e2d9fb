import * as z from 'zod/mini';
import { AppError, ERRORS, type ErrorCode } from '../domain/errors.ts';
import { PROBLEM_CONTENT_TYPE, statusOf, toProblem } from './http-errors.ts';
import type { FileSpec, Route, Schema } from './route.ts';

type Json = Readonly<Record<string, unknown>>;

const HEADERS: Readonly<Record<string, Json>> = {
  'X-Request-Id': {
    description: 'Names this request in the log; yours if you sent one',
    schema: { type: 'string' },
  },
  ETag: { description: 'The version of what is shown', schema: { type: 'string' } },
  Link: {
    description: 'rel="next" leads to the next page; absent on the last',
    schema: { type: 'string' },
  },
  Location: { description: 'Where the new account is', schema: { type: 'string' } },
  Allow: { description: 'The methods this path knows', schema: { type: 'string' } },
  'Retry-After': { description: 'Seconds', schema: { type: 'integer' } },
  'WWW-Authenticate': { description: 'Bearer', schema: { type: 'string' } },
};

/** OpenAPI 3.1 from the very schemas the routes check with. */
export function openApiDocument(routes: readonly Route[]): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Kitroom',
      version: '0.1.0',
      summary: 'Accounts and a shop as one backend',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map((route) => route.tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: problemSchema() },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}

function operation(route: Route): Json {
  const who = {
    anyone: 'anyone',
    user: 'whoever signed in',
    reader: 'whoever signed in, about what is theirs',
    owner: 'the owner or an admin',
    admin: 'admins',
  };
  const errors = errorsOf(route);
  return {
    operationId: route.operationId,
    tags: [route.tag],
    summary: route.summary,
    description: [route.description, `For ${who[route.access.audience]}.`]
      .filter(Boolean)
      .join(' '),
    security: route.access.audience === 'anyone' ? [] : [{ bearer: [] }],
    parameters: parameters(route),
    ...(route.body && { requestBody: requestBody(route, route.body) }),
    ...(route.file && { requestBody: fileBody(route.file) }),
    responses: {
      [route.reply.status]: success(route),
      ...(route.conditional === 'if-none-match' && {
        304: { description: 'Not changed since the tag in If-None-Match' },
      }),
      ...Object.fromEntries(
        [...Map.groupBy(errors, statusOf)].map(([status, codes]) => [
          status,
          failure(route, status, codes),
        ]),
      ),
    },
  };
}

/** The errors of a route: its own and those that its shape makes possible. */
export function errorsOf(route: Route): readonly ErrorCode[] {
  const codes = new Set<ErrorCode>(route.errors);
  codes.add('METHOD_NOT_ALLOWED').add('INTERNAL_ERROR').add('INVALID_TOKEN');
  const { audience } = route.access;
  if (audience !== 'anyone') codes.add('AUTHENTICATION_REQUIRED');
  if (audience === 'owner' || audience === 'admin') codes.add('FORBIDDEN');
  if (route.tag !== 'Documentation' && route.operationId !== 'live') codes.add('STORE_UNAVAILABLE');
  // Even a call without input refuses a query it does not know.
  codes.add(route.invalidCode([])).add(route.invalidCode([{ pointer: '#/user_id', detail: '' }]));
  if (route.path.includes('{')) codes.add('INVALID_URL');
  if (route.body) {
    codes.add('MALFORMED_JSON').add('BODY_INCOMPLETE');
    codes.add('PAYLOAD_TOO_LARGE').add('UNSUPPORTED_MEDIA_TYPE');
  }
  if (route.file) {
    const { tooLarge, wrongType, empty } = route.file;
    codes.add('BODY_INCOMPLETE').add(tooLarge).add(wrongType).add(empty);
  }
  return [...codes].sort((left, right) => statusOf(left) - statusOf(right));
}

function parameters(route: Route): readonly Json[] {
  const header = (name: string, description: string) => ({
    name,
    in: 'header',
    required: false,
    description,
    schema: { type: 'string' },
  });
  return [
    ...parameterFields(route.params).map((field) => parameter(field, 'path')),
    ...parameterFields(route.query).map((field) => parameter(field, 'query', route.queryExample)),
    ...(route.conditional === 'if-match'
      ? [header('If-Match', 'The ETag you read: refused with 412 if it has changed since')]
      : []),
    ...(route.conditional === 'if-none-match'
      ? [header('If-None-Match', 'The ETag you have: answered with 304 if it is still that')]
      : []),
    ...(route.idempotencyKey
      ? [header('Idempotency-Key', '1 to 255 printable ASCII characters, one for each intent')]
      : []),
  ];
}

interface ParameterField {
  readonly name: string;
  readonly required: boolean;
  readonly schema: Json;
}

function parameterFields(schema: Schema): readonly ParameterField[] {
  const { properties = {}, required = [] } = jsonSchema(schema) as {
    readonly properties?: Readonly<Record<string, Json>>;
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, field]) => ({
    name,
    required: required.includes(name),
    schema: field,
  }));
}

function parameter(
  { name, required, schema }: ParameterField,
  place: 'path' | 'query',
  example?: Readonly<Record<string, string>>,
): Json {
  const { description, ...rest } = schema;
  return {
    name,
    in: place,
    required,
    ...(description !== undefined && { description }),
    schema: rest,
    ...(example?.[name] !== undefined && { example: example[name] }),
  };
}

function requestBody(route: Route, schema: Schema): Json {
  return {
    required: !route.bodyOptional,
    content: {
      'application/json': {
        schema: jsonSchema(schema),
        ...(route.bodyExample !== undefined && { example: route.bodyExample }),
      },
    },
  };
}

function fileBody({ contentTypes }: FileSpec): Json {
  const schema = { type: 'string', format: 'binary' };
  return {
    required: true,
    content: Object.fromEntries(contentTypes.map((contentType) => [contentType, { schema }])),
  };
}

function success({ reply }: Route): Json {
  const { schema, example } = reply;
  const contentType = reply.contentType?.split(';')[0] ?? 'application/json';
  return {
    description: reply.description,
    headers: headers('X-Request-Id', ...(reply.headers ?? [])),
    content: {
      [contentType]: {
        schema: schema ? jsonSchema(schema) : { type: 'string' },
        ...(example !== undefined && { example }),
      },
    },
  };
}

function failure(route: Route, status: number, codes: readonly ErrorCode[]): Json {
  const extra: Record<number, string> = {
    401: 'WWW-Authenticate',
    403: 'WWW-Authenticate',
    405: 'Allow',
    429: 'Retry-After',
    503: 'Retry-After',
  };
  const name = extra[status];
  return {
    description: codes.map((code) => `${code}: ${ERRORS[code].message}`).join('; '),
    headers: headers('X-Request-Id', ...(name ? [name] : [])),
    content: {
      [PROBLEM_CONTENT_TYPE]: {
        schema: { $ref: '#/components/schemas/Problem' },
        examples: Object.fromEntries(
          codes.map((code) => [code, { value: example(route, status, code) }]),
        ),
      },
    },
  };
}

function example(route: Route, status: number, code: ErrorCode): Json {
  const requestId = '7d9f6f0e-3a51-4a0c-9a8e-0c7f3c1f2b5d';
  return {
    ...toProblem(new AppError(code), { instance: route.path, requestId }),
    ...(status === 500 && route.internalErrorMembers),
  };
}

function headers(...names: readonly string[]): Json {
  return Object.fromEntries(names.map((name) => [name, HEADERS[name]]));
}

function problemSchema(): Json {
  const text = { type: 'string' };
  return {
    type: 'object',
    description: 'RFC 9457 problem details',
    required: ['type', 'title', 'status', 'detail', 'instance', 'code', 'error', 'request_id'],
    properties: {
      type: { ...text, format: 'uri' },
      title: text,
      status: { type: 'integer' },
      detail: text,
      instance: text,
      code: { ...text, enum: Object.keys(ERRORS) },
      error: { ...text, description: 'The sentence for a person' },
      request_id: text,
      errors: {
        type: 'array',
        description: 'Every bad field',
        items: {
          type: 'object',
          required: ['pointer', 'detail'],
          properties: {
            pointer: { ...text, description: 'JSON Pointer in fragment form' },
            detail: text,
          },
        },
      },
    },
  };
}

function jsonSchema(schema: Schema): Json {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' });
  return rest;
}
