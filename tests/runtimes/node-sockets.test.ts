import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asObject } from '../contracts/http/api-client.ts';
import { freshEmail, UUID_V4 } from '../contracts/http/fixtures.ts';
import { type KitroomProcess, removeDataDir, startKitroom } from './kitroom-process.ts';
import { exchange, openRawSocket, parseReply, type RawReply, requestText } from './raw-socket.ts';

describe('raw connections to the Node server', () => {
  let server: KitroomProcess;
  beforeAll(async () => {
    server = await startKitroom();
  });
  afterAll(async () => {
    await server.stop();
    await removeDataDir(server.dataDir);
  });

  const expectProblemReply = (reply: RawReply, status: number, code: string) => {
    expect(reply.status).toBe(status);
    expect(reply.headers.get('content-type')).toBe('application/problem+json');
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
    const problem = asObject(JSON.parse(reply.body));
    expect(problem).toMatchObject({ status, code, instance: '*' });
    expect(problem['request_id']).toBe(reply.headers.get('x-request-id'));
    expect(problem['request_id']).toMatch(UUID_V4);
  };
  const expectAlive = async () => {
    expect((await fetch(`${server.baseUrl}/health/ready`)).status).toBe(200);
  };
  const newUser = () => JSON.stringify({ lastname: 'Doe', email: freshEmail() });

  test.each([
    'garbage\r\n\r\n',
    'GET\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    '\u0000\u0001\u0002\u0003\r\n\r\n',
    'GET / HTTP/1.1\r\nhost: localhost\r\nbad header\r\n\r\n',
    'GET / HTTP/1.1\r\nhost: localhost\r\na: b\u0000c\r\n\r\n',
    'POST /users HTTP/1.1\r\nhost: localhost\r\ncontent-length: -1\r\n\r\n',
    'POST /users HTTP/1.1\r\nhost: localhost\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}',
    'POST /users HTTP/1.1\r\nhost: localhost\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003',
  ])('%j is answered as no HTTP', async (text) => {
    expectProblemReply(await exchange(server.baseUrl, text), 400, 'MALFORMED_REQUEST');
    await expectAlive();
  });

  test('headers of 20 KB and a URL of 20 KB are too large', async () => {
    const long = 'x'.repeat(20_000);
    for (const text of [
      requestText('GET /users', { a: long }),
      requestText(`GET /users?${long}`),
    ]) {
      expectProblemReply(await exchange(server.baseUrl, text), 431, 'HEADERS_TOO_LARGE');
    }
    await expectAlive();
  });

  test('a request line with a whole URL or "*" never breaks the server', async () => {
    for (const target of [
      'GET http://localhost/users',
      'OPTIONS *',
      'GET //users',
      'GET /%',
      'GET /users?%',
      'GET /../../etc/passwd',
      'GET /users#x',
      'CONNECT localhost:80',
    ]) {
      const raw = await openRawSocket(server.baseUrl);
      raw.send(requestText(target));
      const text = await raw.received();
      if (text !== '') expect(parseReply(text).status, target).toBeLessThan(500);
      await expectAlive();
    }
  });

  test.each([
    requestText('GET /home_page', { host: '' }),
    requestText('GET /users', { host: 'localhost@attacker.example' }),
    requestText('GET /users', { host: 'a b' }),
    requestText('GET users'),
    requestText('OPTIONS *'),
  ])('%j has no address to answer for', async (text) => {
    expectProblemReply(await exchange(server.baseUrl, text), 400, 'MALFORMED_REQUEST');
  });

  test('a client that half-closes after its request still gets its answer', async () => {
    const raw = await openRawSocket(server.baseUrl);
    raw.send(requestText('POST /users', {}, newUser()));
    raw.end();
    expect(parseReply(await raw.received()).status).toBe(201);
  });

  test('a body cut short creates nothing', async () => {
    const email = freshEmail();
    const body = JSON.stringify({ lastname: 'Doe', email });
    const raw = await openRawSocket(server.baseUrl);
    raw.send(requestText('POST /users', { 'content-length': String(body.length + 10) }, body));
    raw.end();
    const text = await raw.received();
    if (text !== '') expect(parseReply(text).status).toBe(400);
    expect((await fetch(`${server.baseUrl}/user/${email}`)).status).toBe(404);
    await expectAlive();
  });

  test('a client that goes away in the middle of a body does no harm', async () => {
    const email = freshEmail();
    const raw = await openRawSocket(server.baseUrl);
    const body = JSON.stringify({ lastname: 'Doe', email });
    raw.send(requestText('POST /users', {}, body).slice(0, -5));
    raw.socket.resetAndDestroy();
    await expectAlive();
    expect((await fetch(`${server.baseUrl}/user/${email}`)).status).toBe(404);
  });

  test('two requests sent at once are both answered, in order', async () => {
    const raw = await openRawSocket(server.baseUrl);
    raw.send(
      requestText('GET /health/live', { connection: 'keep-alive', 'x-request-id': 'first' }) +
        requestText('GET /home_page', { 'x-request-id': 'second' }),
    );
    const text = await raw.received();
    expect([...text.matchAll(/^x-request-id: (\w+)/gim)].map(([, id]) => id)).toEqual([
      'first',
      'second',
    ]);
  });

  test('a body sent byte by byte is read', async () => {
    const raw = await openRawSocket(server.baseUrl);
    raw.socket.setNoDelay(true);
    for (const byte of requestText('POST /users', {}, newUser())) {
      raw.send(byte);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(parseReply(await raw.received()).status).toBe(201);
  });

  test.each([
    ['headers', 'POST /users HTTP/1.1\r\nhost: localhost\r\n', 20_000],
    ['a body', requestText('POST /users', {}, newUser()).slice(0, -5), 40_000],
  ])(
    '%s that never end are cut off with 408',
    { timeout: 50_000, concurrent: true },
    async (_name, text, deadline) => {
      const since = Date.now();
      const reply = await exchange(server.baseUrl, text);
      expectProblemReply(reply, 408, 'REQUEST_TIMEOUT');
      expect(Date.now() - since).toBeLessThan(deadline);
    },
  );
});
