import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface ProxiedAnswer {
  status: number;
  headers: Record<string, string>;
  text: string;
}

/** Changes an answer on its way; the request says which it is. */
export type Fault = (request: { method: string; path: string }, answer: ProxiedAnswer) => void;

/** A server that passes requests on to another and its answers back, with one fault. */
export async function startFaultyProxy(target: string, fault: Fault) {
  const server = createServer((incoming, outgoing) => {
    passOn(target, incoming).then((answer) => {
      fault({ method: incoming.method ?? '', path: incoming.url ?? '' }, answer);
      outgoing.writeHead(answer.status, answer.headers).end(answer.text);
    }, outgoing.destroy.bind(outgoing));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function passOn(target: string, incoming: IncomingMessage): Promise<ProxiedAnswer> {
  const { host: _host, connection: _connection, ...headers } = incoming.headers;
  const body = await buffer(incoming);
  const response = await fetch(`${target}${incoming.url}`, {
    method: incoming.method ?? 'GET',
    headers: headers as Record<string, string>,
    ...(body.length > 0 && { body: new Uint8Array(body) }),
  });
  const {
    'content-length': _length,
    connection: _close,
    ...kept
  } = Object.fromEntries(response.headers);
  return { status: response.status, headers: kept, text: await response.text() };
}
