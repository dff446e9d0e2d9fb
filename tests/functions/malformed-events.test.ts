import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildFunctions } from '../../scripts/functions/build-functions.ts';
import { keySetText, newKey } from '../../src/services/key-set.ts';
import { functionFolder } from './function-folder.ts';
import { answerOf, type FunctionProcess, startFunction } from './function-process.ts';
import { EVENT_KINDS, eventOf } from './http-events.ts';

const folder = functionFolder();
const SECRET = 'a-secret-nobody-may-see';
let pages: FunctionProcess;
beforeAll(async () => {
  await buildFunctions(['web_pages'], folder);
  pages = startFunction(folder, 'web_pages', { TOKEN_KEYS: keySetText([newKey(new Date())]) });
});
afterAll(async () => {
  const log = await pages.stop();
  // After every test of this file, so that it is of all of them.
  expect(log).not.toContain(SECRET);
});

const http = { method: 'GET', path: '/health', sourceIp: '192.0.2.7' };
const httpApi = (over: object = {}, ofHttp: object = {}) => ({
  ...{ version: '2.0', rawPath: '/nowhere', rawQueryString: '', headers: {} },
  requestContext: { stage: '$default', http: { ...http, ...ofHttp } },
  isBase64Encoded: false,
  ...over,
});
const restApi = (over: object = {}) => ({
  ...{ httpMethod: 'GET', path: '/nowhere', headers: {}, requestContext: { stage: 'prod' } },
  ...over,
});
const balancer = (over: object = {}) => restApi({ requestContext: { elb: {} }, ...over });
const post = (over: object) => httpApi(over, { method: 'POST' });

const NO_REQUESTS: readonly (readonly [name: string, event: unknown])[] = [
  ['nothing', undefined],
  ['null', null],
  ['a text', 'GET /health'],
  ['a number', 7],
  ['a list', []],
  ['an empty object', {}],
  ['an event of another service', { Records: [{ eventSource: 'aws:sqs', body: '{}' }] }],
  ['a version that is not known', httpApi({ version: '3.0' })],
  ['no request context', { version: '2.0', rawPath: '/health' }],
  ['a request context of null', httpApi({ requestContext: null })],
  ['a request context that is a list', httpApi({ requestContext: [] })],
  ['a request without http', httpApi({ requestContext: { http: null } })],
  ['no method', httpApi({}, { method: undefined })],
  ['a method that is a number', httpApi({}, { method: 1 })],
  ['a method with a space', httpApi({}, { method: 'GET /' })],
  ['a method that no server answers', httpApi({}, { method: 'TRACE' })],
  ['no path', httpApi({ rawPath: undefined })],
  ['an empty path', restApi({ path: '' })],
  ['a path without a slash', balancer({ path: 'health' })],
  ['a path that is an object', restApi({ path: {} })],
  ['a stage that is an object', httpApi({ requestContext: { stage: {}, http } })],
  ['headers that are a list', httpApi({ headers: [] })],
  ['a header name with a space', httpApi({ headers: { 'x y': '1' } })],
  ['a header without a name', restApi({ multiValueHeaders: { '': ['1'] } })],
  ['a header with a line break', httpApi({ headers: { authorization: `Bearer\n${SECRET}` } })],
  ['a header that is an object', balancer({ multiValueHeaders: { accept: [{}] } })],
  ['a header that is a number', httpApi({ headers: { accept: 1 } })],
  ['a cookie with a line break', httpApi({ cookies: [`a=1\n${SECRET}`] })],
  ['a cookie that is an object', httpApi({ cookies: [{}] })],
  ['a host with a path', httpApi({ headers: { host: `shop.example/${SECRET}` } })],
  ['a host with a query', restApi({ headers: { Host: 'shop.example?a=b' } })],
  ['a host with a user', balancer({ headers: { host: `ann:${SECRET}@shop.example` } })],
  ['a host with a space', httpApi({ headers: { host: `a ${SECRET}` } })],
  ['an empty host', httpApi({ headers: { host: '' } })],
  ['a query that is a text', restApi({ queryStringParameters: 'a=b' })],
  ['a body that is an object', post({ body: { a: 1 } })],
  ['a body that is no base64', post({ body: `{"a":"${SECRET}"}`, isBase64Encoded: true })],
  ['a body that is half of base64', post({ body: 'QQ', isBase64Encoded: true })],
];

const REQUESTS: readonly (readonly [name: string, event: unknown])[] = [
  ['without headers', httpApi({ headers: undefined })],
  ['with headers of null', restApi({ headers: null, multiValueHeaders: null })],
  ['with headers of null, of a balancer', balancer({ headers: null })],
  ['without a body', post({ body: undefined })],
  ['with a body of null', post({ body: null })],
  ['with an empty body in base64', post({ body: '', isBase64Encoded: true })],
  ['without a stage', httpApi({ requestContext: { http } })],
  ['without an address', restApi({ requestContext: {} })],
  ['with a query of null', restApi({ queryStringParameters: null })],
  ['with a body where none is read', httpApi({ body: '{}' })],
  ['with cookies beyond ASCII', httpApi({ cookies: ['name=日本', 'b=é'] })],
  ['with a header beyond ASCII', httpApi({ headers: { 'x-name': '日本' } })],
  ['with a huge header', httpApi({ headers: { 'x-long': 'a'.repeat(200_000) } })],
  ['with a path beyond ASCII', httpApi({ rawPath: '/日本/\ud800 ?#\\' })],
  ['without a request context', { httpMethod: 'GET', path: '/nowhere' }],
];

describe('an event that is no request', () => {
  test.each(NO_REQUESTS)('is answered as a malformed one: %s', async (_, event) => {
    const { statusCode, headers, multiValueHeaders, body } = await answerOf(pages.call(event));
    expect(statusCode).toBe(400);
    expect(headers?.['content-type']).toBe('application/problem+json');
    expect(multiValueHeaders?.['content-type']).toEqual(['application/problem+json']);
    expect(JSON.parse(body)).toMatchObject({ status: 400, code: 'MALFORMED_REQUEST' });
    expect(body).not.toContain(SECRET);
  });

  test('is a line of the log each, which says why', async () => {
    const own = startFunction(folder, 'web_pages', {
      TOKEN_KEYS: keySetText([newKey(new Date())]),
    });
    for (const [, event] of NO_REQUESTS) await own.call(event);
    const log = await own.stop();
    expect(log).not.toContain(SECRET);
    const lines = log.trimEnd().split('\n');
    expect(lines).toHaveLength(NO_REQUESTS.length);
    for (const line of lines) {
      expect(JSON.parse(line)).toMatchObject({
        ...{ level: 'warn', msg: 'malformed event' },
        err: { name: 'MalformedEvent', message: expect.stringMatching(/^\w[\w\s]+$/) },
      });
    }
  });
});

describe('an odd event', () => {
  test.each(REQUESTS)('is a request: %s', async (_, event) => {
    const { statusCode, body } = await answerOf(pages.call(event));
    expect(statusCode).toBe(404);
    expect(JSON.parse(body)).toMatchObject({ code: 'ROUTE_NOT_FOUND' });
  });

  test.each(['http-api', 'rest-api'] as const)('of %s may have a stage alone', async (kind) => {
    const request = { method: 'GET', path: '', query: '', headers: [], body: Buffer.alloc(0) };
    const event = eventOf(kind, { ...request, sourceIp: '192.0.2.7' }, { stage: 'staging' });
    const whole = kind === 'rest-api' ? { ...event, path: '/staging' } : event;
    const { statusCode, body } = await answerOf(pages.call(whole));
    expect([statusCode, JSON.parse(body).instance]).toEqual([404, '/']);
  });
});

describe.each(EVENT_KINDS)('the pages by events of %s', (kind) => {
  const get = (path: string) => {
    const headers = [['host', 'shop.example']] as const;
    const request = { method: 'GET', path, query: '', headers, body: Buffer.alloc(0) };
    return answerOf(pages.call(eventOf(kind, { ...request, sourceIp: '192.0.2.7' })));
  };

  test('are text as it is, and pictures in base64', async () => {
    const document = await get('/openapi.json');
    expect([document.statusCode, document.isBase64Encoded]).toEqual([200, false]);
    expect(JSON.parse(document.body)).toHaveProperty('openapi');
    const icon = await get('/docs/favicon-32x32.png');
    expect([icon.statusCode, icon.isBase64Encoded]).toEqual([200, true]);
    expect(Buffer.from(icon.body, 'base64').subarray(1, 4).toString()).toBe('PNG');
  });

  test('have each header as this kind reads it', async () => {
    const { headers, multiValueHeaders } = await get('/openapi.json');
    if (kind === 'http-api') {
      expect(headers?.['content-type']).toBe('application/json');
      expect(multiValueHeaders).toBeUndefined();
    } else {
      expect(multiValueHeaders?.['content-type']).toEqual(['application/json']);
      expect(headers).toBeUndefined();
    }
  });
});
