import type { Duplex } from 'node:stream';
import type { Kitroom } from '../wiring.ts';

/** Answers what is no HTTP request at all, in the same error language as every route. */
export function answerClientError(
  error: NodeJS.ErrnoException,
  socket: Duplex,
  { connectionError }: Pick<Kitroom, 'connectionError'>,
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, title, headers, body } = connectionError(error.code);
  const lines = [
    `HTTP/1.1 ${status} ${title}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
}

/** The answer to a request whose target or Host is no address. */
export function requestErrorResponse({
  connectionError,
}: Pick<Kitroom, 'connectionError'>): Response {
  const { status, headers, body } = connectionError(undefined);
  return new Response(body, { status, headers });
}
