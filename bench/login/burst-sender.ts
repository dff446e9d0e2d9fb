import { Agent, request } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

/** Requests that a thread of its own sends all at once, so that nobody else's clock waits for it. */
export interface BurstOrder {
  readonly baseUrl: string;
  readonly requests: readonly {
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  }[];
}

export interface BurstAnswer {
  /** Undefined when the connection failed. */
  readonly status: number | undefined;
  readonly hasRetryAfter: boolean;
  readonly milliseconds: number;
}

const { baseUrl, requests } = workerData as BurstOrder;
const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY });
const startedAt = performance.now();
parentPort?.postMessage(await Promise.all(requests.map(send)));

function send({ path, headers, body }: BurstOrder['requests'][number]): Promise<BurstAnswer> {
  return new Promise((resolve) => {
    const answered = (status: number | undefined, hasRetryAfter: boolean) =>
      resolve({ status, hasRetryAfter, milliseconds: performance.now() - startedAt });
    const sent = request(baseUrl + path, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.once('end', () =>
        answered(response.statusCode, response.headers['retry-after'] !== undefined),
      );
      response.once('error', () => answered(undefined, false));
    });
    sent.once('error', () => answered(undefined, false));
    sent.end(body);
  });
}
