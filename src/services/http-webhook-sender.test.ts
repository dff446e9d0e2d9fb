import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DomainEvent } from '../domain/event.ts';
import { httpWebhookSender } from './http-webhook-sender.ts';

interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const NOW = Date.UTC(2026, 10, 21, 12);
const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const event: DomainEvent = {
  eventId: 'stock.1.kit:v1:½ "M"',
  type: 'stock.changed',
  entity: 'product#kit',
  at: '2026-11-21T12:00:00.000Z',
  data: { product_id: 'kit', note: 'Größe' },
};

let server: Server;
let address: string;
let received: Received[] = [];
let answer: { status: number; headers?: Record<string, string>; body?: string } | 'none' | 'cut';

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, url, headers } = request;
      received.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
      if (answer === 'none') return;
      if (answer === 'cut') {
        request.socket.destroy();
        return;
      }
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  received = [];
  answer = { status: 204 };
});

const now = () => NOW;
const sender = httpWebhookSender({ now, mayReachPrivate: true, timeoutMs: 300 });
const strict = httpWebhookSender({ now, mayReachPrivate: false, timeoutMs: 300 });
const send = (url = `${address}/hook?a=1`) => sender.send({ url, secret: SECRET }, event);

describe('an attempt', () => {
  test('is one POST with the event as JSON', async () => {
    expect(await send()).toEqual({ kind: 'delivered' });
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({ method: 'POST', url: '/hook?a=1' });
    const { id, ...body } = JSON.parse(received[0]?.body ?? '') as Record<string, unknown>;
    expect(body).toEqual({ type: event.type, timestamp: event.at, data: event.data });
    expect(id).toBe(received[0]?.headers['webhook-id']);
    expect(decodeURIComponent(String(id))).toBe(event.eventId);
  });

  test('is signed as Standard Webhooks says, over its id, its time and its very bytes', async () => {
    await send();
    const { headers, body } = received[0] ?? {
      headers: {} as IncomingMessage['headers'],
      body: '',
    };
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    const mac = createHmac('sha256', Buffer.alloc(32, 7)).update(signed).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${mac}`);
    expect(headers['webhook-timestamp']).toBe(String(NOW / 1000));
  });

  test.each([200, 201, 202, 204, 299])('that is answered %i is delivered', async (status) => {
    answer = { status };
    expect(await send()).toEqual({ kind: 'delivered' });
  });

  test.each([300, 400, 401, 404, 410, 429, 500, 503])(
    'that is answered %i has failed',
    async (status) => {
      answer = { status, body: 'something private' };
      expect(await send()).toEqual({
        kind: 'failed',
        reason: `answered ${status}`,
        isUnreachable: false,
      });
    },
  );

  test('follows no redirect', async () => {
    answer = { status: 302, headers: { location: `${address}/elsewhere` } };
    expect(await send()).toMatchObject({ kind: 'failed', reason: 'answered 302' });
    expect(received).toHaveLength(1);
  });

  test('that nobody answers ends in time', async () => {
    answer = 'none';
    expect(await send()).toEqual({
      kind: 'failed',
      reason: 'did not answer within 0.3 s',
      isUnreachable: true,
    });
  });

  test('whose connection is cut has failed', async () => {
    answer = 'cut';
    expect(await send()).toMatchObject({ kind: 'failed', isUnreachable: true });
  });

  test('where nobody listens has failed', async () => {
    expect(await send('http://127.0.0.1:1/')).toEqual({
      kind: 'failed',
      reason: 'cannot be reached: ECONNREFUSED',
      isUnreachable: true,
    });
  });

  test('reads no endless answer', async () => {
    answer = { status: 200, body: 'x'.repeat(5_000_000) };
    expect(await send()).toEqual({ kind: 'delivered' });
  });
});

describe('a private address', () => {
  test.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f.0.0.1/',
    'http://0.0.0.0/',
    'http://10.0.0.7/',
    'http://172.16.3.4/',
    'http://192.168.1.1/',
    'http://169.254.169.254/latest/meta-data',
    'http://100.64.0.1/',
    'http://[::1]/',
    'http://[::]/',
    'http://[fe80::1]/',
    'http://[fc00::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'http://localhost/',
    'http://LOCALHOST./',
    'http://shop.localhost/',
  ])('%s is refused, and never sent to', async (url) => {
    expect(strict.problemOf(url)).toBe('must be a public address');
    expect(await strict.send({ url, secret: SECRET }, event)).toEqual({
      kind: 'failed',
      reason: 'its address is private',
      isUnreachable: true,
    });
  });

  test('behind a name is found when the name is resolved', async () => {
    const url = address.replace('127.0.0.1', 'localhost');
    expect(await strict.send({ url, secret: SECRET }, event)).toMatchObject({
      reason: 'its address is private',
    });
    expect(received).toEqual([]);
  });

  test('may be sent to where a setting says so', () => {
    expect(sender.problemOf('http://127.0.0.1:8080/')).toBeUndefined();
    expect(sender.problemOf('http://localhost/')).toBeUndefined();
  });
});

describe('a URL', () => {
  test.each([
    'https://example.com/hook',
    'http://93.184.215.14:8080/x?y=1',
    'https://[2606:2800:21f::1]/',
  ])('%s may be sent to', (url) => {
    expect(strict.problemOf(url)).toBeUndefined();
  });

  test.each([
    '',
    'example.com',
    'ftp://example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://user@example.com/',
    'https://:secret@example.com/',
    'https://example.com/#part',
    `https://example.com/${'x'.repeat(2048)}`,
  ])('%s may not', (url) => {
    expect(strict.problemOf(url)).toBeDefined();
    expect(sender.problemOf(url)).toBeDefined();
  });
});

test('each secret is new, and has 256 bits', () => {
  const secrets = Array.from({ length: 20 }, () => sender.newSecret());
  expect(new Set(secrets).size).toBe(20);
  for (const secret of secrets) {
    expect(Buffer.from(secret.replace(/^whsec_/, ''), 'base64')).toHaveLength(32);
  }
});
