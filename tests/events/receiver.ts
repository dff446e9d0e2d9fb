import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request that came, as whoever looks after a webhook would see it. */
export interface Received {
  /** The path of the URL, by which tests tell webhooks apart. */
  readonly path: string;
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly body: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** As it was answered. */
interface Answered extends Received {
  readonly isTaken: boolean;
}

/** `cut` ends the connection without an answer. */
export interface ReceiverAnswer {
  readonly status: number | 'cut';
  readonly afterMs?: number;
}

export interface Receiver {
  readonly url: (path?: string) => string;
  readonly received: Answered[];
  /** How each request is answered from now on; 204 at first. */
  answer: (request: Received) => ReceiverAnswer;
  close(): Promise<void>;
}

/** A real server on loopback that takes webhooks. */
export async function startReceiver(): Promise<Receiver> {
  const received: Answered[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const header = (name: string) => String(request.headers[name]);
      const { type, data } = JSON.parse(body) as Pick<Received, 'type' | 'data'>;
      const one: Received = {
        path: request.url ?? '',
        id: header('webhook-id'),
        timestamp: header('webhook-timestamp'),
        signature: header('webhook-signature'),
        body,
        type,
        data,
      };
      const { status, afterMs = 0 } = receiver.answer(one);
      received.push({ ...one, isTaken: status !== 'cut' && status < 300 });
      setTimeout(() => {
        if (status === 'cut') request.socket.destroy();
        else response.writeHead(status).end();
      }, afterMs);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    url: (path = '/hook') => `http://127.0.0.1:${port}${path}`,
    received,
    answer: () => ({ status: 204 }),
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  return receiver;
}

/** Verifies as the documentation of Standard Webhooks tells a receiver to. */
export function isSigned({ id, timestamp, signature, body }: Received, secret: string): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return signature.split(' ').includes(`v1,${mac}`);
}

/** What a consumer has that drops the ids it took before: of each entity in the order it took them. */
export function takenIds(received: readonly Answered[]): ReadonlyMap<string, readonly string[]> {
  const taken = received.filter(({ isTaken }) => isTaken);
  const groups = Map.groupBy(taken, ({ path, data }) => `${path} ${entityOf(data)}`);
  return new Map(
    [...groups].map(([entity, ones]) => [entity, [...new Set(ones.map(({ id }) => id))]] as const),
  );
}

function entityOf(data: Received['data']): unknown {
  return data['order_id'] ?? data['product_id'] ?? data['user_id'];
}
