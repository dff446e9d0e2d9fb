import { Agent, request } from 'node:http';

export interface Ask {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly body?: object;
}

interface Answer {
  readonly milliseconds: number;
  readonly body: string;
  /** Of the next page, where there is one. */
  readonly cursor: string | undefined;
}

export interface ShopClient {
  /** One at a time. @throws Error when the answer is not 2xx */
  ask(ask: Ask): Promise<Answer>;
  close(): void;
}

/** Over one connection that stays open, by `node:http` alone: what it adds to each time is small. */
export function shopClient(baseUrl: string): ShopClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = ({ method, path, body }: Ask) =>
    new Promise<Answer>((resolve, reject) => {
      const content = body === undefined ? undefined : JSON.stringify(body);
      const headers = content === undefined ? {} : { 'content-type': 'application/json' };
      const startedAt = performance.now();
      const sent = request(baseUrl + path, { agent, method, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          const milliseconds = performance.now() - startedAt;
          const text = Buffer.concat(chunks).toString();
          const { statusCode = 0, headers: given } = response;
          const isFine = statusCode >= 200 && statusCode < 300;
          if (isFine) resolve({ milliseconds, body: text, cursor: nextCursor(given['link']) });
          else reject(new Error(`${method} ${path} was answered ${statusCode}: ${text}`));
        });
      });
      sent.once('error', reject);
      sent.end(content);
    });
  return { ask, close: () => agent.destroy() };
}

function nextCursor(link: string | string[] | undefined): string | undefined {
  const next = /[?&]cursor=([^&>]+)/.exec(String(link))?.[1];
  return next && decodeURIComponent(next);
}
