import { Agent, type IncomingMessage, request } from 'node:http';
import { freshAddress } from '../contracts/http/api-client.ts';

export interface TimedAnswer {
  /** From the first byte sent to the last received, in milliseconds. */
  readonly ms: number;
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

export interface TimedClient {
  /** Unless it is told the address, from one that nobody had before. */
  post(path: string, json: unknown, address?: string): Promise<TimedAnswer>;
  close(): void;
}

/** Sends one request after another on one connection, as near to the wire as Node lets it. */
export function timedClient(baseUrl: () => string): TimedClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    async post(path, json, address = freshAddress()) {
      const body = Buffer.from(JSON.stringify(json));
      const sending = request(baseUrl() + path, {
        agent,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'content-length': body.length,
          'x-forwarded-for': address,
        },
      });
      const answered = new Promise<IncomingMessage>((resolve, reject) => {
        sending.once('response', resolve).once('error', reject);
      });
      const startedAt = performance.now();
      sending.end(body);
      const answer = await answered;
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk as Buffer);
      const ms = performance.now() - startedAt;
      const { statusCode: status = 0, headers } = answer;
      return { ms, status, headers, text: Buffer.concat(chunks).toString() };
    },
    close: () => agent.destroy(),
  };
}
