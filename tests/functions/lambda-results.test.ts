import { describe, expect, test } from 'vitest';
import { type HttpEvent, readHttpEvent } from '../../src/entry/lambda-event.ts';
import { bareResult, toLambdaResult } from '../../src/entry/lambda-result.ts';
import { EVENT_KINDS, type EventKind, eventOf } from './http-events.ts';

function callOf(kind: EventKind, stage?: string, path = '/users'): HttpEvent {
  const request = { method: 'GET', path, query: '', headers: [], body: Buffer.alloc(0) };
  return readHttpEvent(
    eventOf(kind, { ...request, sourceIp: '192.0.2.7' }, stage === undefined ? {} : { stage }),
  );
}

/** The headers of an answer by events of this kind, whatever form it reads them in. */
async function headersOf(call: HttpEvent, init: Record<string, string>) {
  const { headers, multiValueHeaders } = await toLambdaResult(
    call,
    new Response(null, { headers: init }),
  );
  const lists = Object.entries(multiValueHeaders ?? {}).map(([name, list]) => [name, list.join()]);
  return { ...headers, ...Object.fromEntries(lists) };
}

const NEXT = '</users?cursor=a%2Fb,</x>; rel="next"';

describe.each(EVENT_KINDS)('an answer to an event of %s', (kind) => {
  const prefix = kind === 'load-balancer' ? '' : '/staging';

  test('leads to places behind the stage that is in front of the path', async () => {
    const call = callOf(kind, 'staging');
    expect(
      await headersOf(call, { location: '/users/7', link: '</users?cursor=1>; rel="next"' }),
    ).toEqual({
      location: `${prefix}/users/7`,
      link: `<${prefix}/users?cursor=1>; rel="next"`,
    });
    expect(await headersOf(call, { link: '</a>; rel="next", </b>; rel="prev"' })).toEqual({
      link: `<${prefix}/a>; rel="next", <${prefix}/b>; rel="prev"`,
    });
  });

  test('leaves what leads elsewhere, and every other header', async () => {
    const headers = {
      location: 'https://other.example/users',
      link: '<//other.example/a>; rel="next"',
      'x-place': '/users',
    };
    expect(await headersOf(callOf(kind, 'staging'), headers)).toEqual(headers);
    const rooted = { location: '//other.example' };
    expect(await headersOf(callOf(kind, 'staging'), rooted)).toEqual(rooted);
  });

  test('changes nothing where no stage is in front of the paths', async () => {
    const headers = { location: '/users/7', link: NEXT };
    expect(await headersOf(callOf(kind), headers)).toEqual(headers);
  });

  test.each([
    ['application/json', false],
    ['application/problem+json', false],
    ['application/json; charset=utf-8', false],
    ['text/html; charset=utf-8', false],
    ['text/css', false],
    ['application/javascript', false],
    ['image/png', true],
    ['image/svg+xml', true],
    ['application/octet-stream', true],
    ['application/jsonish', true],
  ])('of %s is in base64: %j', async (type, isBase64Encoded) => {
    const bytes = Buffer.from('{"a":"é日"}');
    const response = new Response(bytes, { headers: { 'content-type': type } });
    const result = await toLambdaResult(callOf(kind), response);
    expect(result.isBase64Encoded).toBe(isBase64Encoded);
    expect(Buffer.from(result.body, isBase64Encoded ? 'base64' : 'utf8')).toEqual(bytes);
  });

  test('without a body is an empty text', async () => {
    const result = await toLambdaResult(callOf(kind), new Response(null, { status: 304 }));
    expect(result).toMatchObject({ statusCode: 304, body: '', isBase64Encoded: false });
  });

  test('has each of several cookies where the kind can carry them', async () => {
    const headers = new Headers({ vary: 'origin' });
    headers.append('set-cookie', 'a=1');
    headers.append('set-cookie', 'b=2');
    const { multiValueHeaders } = await toLambdaResult(callOf(kind), new Response('', { headers }));
    if (kind === 'http-api') expect(multiValueHeaders).toBeUndefined();
    else expect(multiValueHeaders).toMatchObject({ 'set-cookie': ['a=1', 'b=2'] });
  });
});

describe('a path', () => {
  test.each(['http-api', 'rest-api'] as const)(
    'of %s that only begins like its stage stays',
    (kind) => {
      const { request } = callOf(kind, 'pro', '/products');
      expect(new URL(request.url).pathname).toBe('/products');
    },
  );

  test('of an event that names no stage has none', () => {
    const event = { httpMethod: 'GET', requestContext: {} };
    for (const path of ['/undefined/users', '/null/users', '//users']) {
      const { request, prefix } = readHttpEvent({ ...event, path });
      expect([request.url, prefix]).toEqual([`https://localhost${path}`, '']);
    }
  });

  test('of a REST API is behind the stage where it is told with it', () => {
    const event = { httpMethod: 'GET', path: '/prod/users', requestContext: { stage: 'prod' } };
    const { request, prefix } = readHttpEvent(event);
    expect([new URL(request.url).pathname, prefix]).toEqual(['/users', '/prod']);
  });

  test('of the default stage may have its name', () => {
    const { request, prefix } = callOf('http-api', '$default', '/$default/users');
    expect([new URL(request.url).pathname, prefix]).toEqual(['/$default/users', '']);
  });
});

describe('a load balancer', () => {
  test('that reads one value of each header gets one', async () => {
    const event = { httpMethod: 'GET', path: '/', headers: {}, requestContext: { elb: {} } };
    const answer = new Response('x', { headers: { 'x-one': '1' } });
    const result = await toLambdaResult(readHttpEvent(event), answer);
    expect(result.headers).toMatchObject({ 'x-one': '1' });
    expect(result.multiValueHeaders).toBeUndefined();
  });
});

test('an answer to what could not be read has its headers in both forms', () => {
  const result = bareResult({ status: 400, headers: { 'x-one': '1' }, body: '{}' });
  expect(result).toEqual({
    ...{ statusCode: 400, body: '{}', isBase64Encoded: false },
    headers: { 'x-one': '1' },
    multiValueHeaders: { 'x-one': ['1'] },
  });
});
