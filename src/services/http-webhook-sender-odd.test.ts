import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { DomainEvent } from '../domain/event.ts';
import { httpWebhookSender } from './http-webhook-sender.ts';

const event: DomainEvent = {
  eventId: 'o1.1',
  type: 'order.placed',
  entity: 'order#o1',
  at: '2026-11-21T12:00:00.000Z',
  data: {},
};
const sender = httpWebhookSender({ now: Date.now, mayReachPrivate: true, timeoutMs: 500 });

describe('an endpoint that speaks oddly', () => {
  /** Listens for one attempt, and gives what became of it and whether the connection was let go. */
  const attemptAt = async (...said: readonly string[]) => {
    const closed = Promise.withResolvers<void>();
    const odd = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('close', () => closed.resolve());
      socket.once('data', () => {
        for (const text of said) socket.write(text);
      });
    });
    await new Promise<void>((resolve) => odd.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(odd.address() as AddressInfo).port}/`;
    const outcome = await sender.send({ url, secret: sender.newSecret() }, event);
    await closed.promise;
    odd.close();
    return outcome;
  };
  const failed = { kind: 'failed', isUnreachable: true };

  test('and never ends its answer has taken the event, and is let go', async () => {
    const head = 'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n';
    expect(await attemptAt(head, 'x')).toEqual({ kind: 'delivered' });
  });

  test('and never ends its head has failed in time', async () => {
    expect(await attemptAt('HTTP/1.1 200 OK\r\nX: ')).toMatchObject(failed);
    expect(await attemptAt('HTTP/1.1 103 Early Hints\r\n\r\n')).toMatchObject(failed);
  });

  test('and changes the protocol has failed', async () => {
    const head = 'HTTP/1.1 101 Switching Protocols\r\n';
    const expected = { kind: 'failed', reason: 'answered 101', isUnreachable: false };
    for (const more of ['Upgrade: x\r\nConnection: Upgrade\r\n', '']) {
      expect(await attemptAt(`${head}${more}\r\n`)).toEqual(expected);
    }
  });

  test('and speaks another protocol has failed', async () => {
    for (const said of ['SSH-2.0-OpenSSH_9\r\n', '\0\0\0', 'HTTP/9.9 200 OK\r\n\r\n']) {
      expect(await attemptAt(said)).toMatchObject(failed);
    }
  });
});
