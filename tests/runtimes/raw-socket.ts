import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface RawReply {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** A TCP connection on which a test writes what no HTTP client would. */
export interface RawSocket {
  readonly socket: Socket;
  send(text: string): void;
  /** Says that nothing more will be sent; answers can still come. */
  end(): void;
  /** Everything received until the server closed the connection. */
  received(): Promise<string>;
}

export async function openRawSocket(baseUrl: string): Promise<RawSocket> {
  const { hostname, port } = new URL(baseUrl);
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  // A reset is how some of these connections are meant to end.
  socket.on('error', () => undefined);
  const closed = Promise.race([once(socket, 'end'), once(socket, 'close')]);
  await once(socket, 'connect');
  return {
    socket,
    send: (part) => {
      socket.write(part);
    },
    end: () => {
      socket.end();
    },
    async received() {
      await closed;
      socket.destroy();
      return text;
    },
  };
}

/** Sends one text and gives the one reply to it; it must ask the server to close. */
export async function exchange(baseUrl: string, text: string): Promise<RawReply> {
  const raw = await openRawSocket(baseUrl);
  raw.send(text);
  return parseReply(await raw.received());
}

/** A request as text, its body's length given, the connection closed after it. */
export function requestText(
  requestLine: string,
  headers: Readonly<Record<string, string>> = {},
  body?: string,
): string {
  const all = {
    host: 'localhost',
    connection: 'close',
    ...(body !== undefined && {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
    }),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return `${requestLine} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body ?? ''}`;
}

export function parseReply(text: string): RawReply {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [statusLine = '', ...lines] = head.split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(statusLine)?.[1]);
  if (Number.isNaN(status)) throw new Error(`No HTTP reply: ${JSON.stringify(text)}`);
  const headers = new Map(
    lines.map((line) => {
      const [name = '', ...value] = line.split(':');
      return [name.toLowerCase(), value.join(':').trim()] as const;
    }),
  );
  return { status, headers, body: rest.join('\r\n\r\n') };
}
