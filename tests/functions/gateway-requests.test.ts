import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readHttpEvent } from '../../src/entry/lambda-event.ts';
import { toLambdaResult } from '../../src/entry/lambda-result.ts';
import { type Gateway, startGateway } from './function-gateway.ts';
import { EVENT_KINDS } from './http-events.ts';

/** A function that answers with the request that it was brought. */
async function echo(event: unknown) {
  const call = readHttpEvent(event);
  const { method, url, headers } = call.request;
  const body = Buffer.from(await call.request.arrayBuffer()).toString('base64');
  const lists = [...headers].map(([name, value]) => [
    name,
    Buffer.from(value, 'latin1').toString('utf8'),
  ]);
  const seen = { method, url, headers: Object.fromEntries(lists), body };
  return toLambdaResult(call, Response.json(seen));
}

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Writes the bytes of one request as they are, and reads what the function saw. */
async function send(gateway: Gateway, head: readonly string[], body = Buffer.alloc(0)) {
  const { hostname, port } = new URL(gateway.baseUrl);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const length = body.length === 0 ? [] : [`Content-Length: ${body.length}`];
  const lines = [...head, 'Host: shop.example', ...length, 'Connection: close', '', ''];
  socket.write(Buffer.concat([Buffer.from(lines.join('\r\n')), body]));
  const [, answer = ''] = (await text(socket)).split('\r\n\r\n');
  return JSON.parse(/\{.*\}/s.exec(answer)?.[0] ?? '{}') as Seen;
}

describe.each(EVENT_KINDS)('a request over HTTP by events of %s', (kind) => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway({ kind, routes: [], others: echo });
  });
  afterAll(() => gateway.stop());

  test('has all values of a header that is repeated, and empty ones', async () => {
    const head = ['GET / HTTP/1.1', 'X-Tag: one', 'x-tag: two', 'X-Empty:', 'Accept: a/b, c/d'];
    const { headers } = await send(gateway, head);
    expect(headers['x-tag']?.split(/, ?/)).toEqual(['one', 'two']);
    expect(headers).toMatchObject({ 'x-empty': '', accept: 'a/b, c/d', host: 'shop.example' });
  });

  test('has its cookies, in one line or in several', async () => {
    const one = await send(gateway, ['GET / HTTP/1.1', 'Cookie: a=1; b=zwölf']);
    const several = await send(gateway, ['GET / HTTP/1.1', 'Cookie: a=1', 'Cookie: b=zwölf']);
    expect([one.headers['cookie'], several.headers['cookie']]).toEqual([
      'a=1; b=zwölf',
      'a=1; b=zwölf',
    ]);
  });

  test('has header values beyond ASCII', async () => {
    const { headers } = await send(gateway, ['GET / HTTP/1.1', 'X-Name: Zoë 日本']);
    expect(headers['x-name']).toBe('Zoë 日本');
  });

  test('has all values of a query parameter that is repeated, and empty ones', async () => {
    const target = '/products?tag=red&tag=a%26b&tag=&q=caf%C3%A9+au%20lait&none&x=1%2B1';
    const { url } = await send(gateway, [`GET ${target} HTTP/1.1`]);
    const { searchParams } = new URL(url);
    expect(searchParams.getAll('tag')).toEqual(['red', 'a&b', '']);
    expect(searchParams.get('q')).toBe('café au lait');
    expect(searchParams.get('x')).toBe('1+1');
    expect(searchParams.getAll('none')).toEqual(['']);
  });

  test.each([
    '/users/caf%C3%A9',
    '/users/ann%40x.example',
    '/users/a%20b',
    '/users/50%25',
    '/a//b',
  ])('has the path %s', async (path) => {
    const { url } = await send(gateway, [`GET ${path} HTTP/1.1`]);
    expect(decodeURIComponent(new URL(url).pathname)).toBe(decodeURIComponent(path));
    if (kind !== 'http-api') expect(new URL(url).pathname).toBe(path);
  });

  test('has its bytes, be they text or not', async () => {
    const bodies = [
      Buffer.from('{"name":"Zoë 日本"}'),
      Buffer.from([0, 255, 254, 0x89, 0x50, 13, 10]),
      Buffer.from('\ufefftext'),
      Buffer.from('QUJD'),
    ];
    for (const body of bodies) {
      const { method, headers, ...seen } = await send(gateway, ['PUT /photo HTTP/1.1'], body);
      expect(Buffer.from(seen.body, 'base64')).toEqual(body);
      expect([method, headers['content-length']]).toEqual(['PUT', String(body.length)]);
    }
  });

  test('has no body and no length where it was sent without', async () => {
    const { method, headers, body } = await send(gateway, ['DELETE /users/7 HTTP/1.1']);
    expect([method, headers['content-length'], body]).toEqual(['DELETE', undefined, '']);
  });
});
