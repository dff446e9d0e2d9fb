import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { AwsV4Signer } from 'aws4fetch';

interface SignedRequest {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Step Functions on the wire, which answers as it is told. */
export interface StateMachines {
  readonly endpoint: string;
  readonly requests: readonly SignedRequest[];
  answer(body: object | string, status?: number): void;
  /** From now on it hangs up in place of an answer. */
  cut(): void;
  /** From now on it never answers. */
  hang(): void;
  stop(): Promise<void>;
}

export async function startStateMachines(): Promise<StateMachines> {
  const requests: SignedRequest[] = [];
  let told: { readonly body: object | string; readonly status: number } | 'cut' | 'hang' = 'cut';
  const server = createServer(async (request, response) => {
    const body = await text(request);
    requests.push({ url: `${endpoint}${request.url}`, headers: request.headers, body });
    if (told === 'cut') request.socket.destroy();
    if (typeof told === 'string') return;
    response.writeHead(told.status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(typeof told.body === 'string' ? told.body : JSON.stringify(told.body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    endpoint,
    requests,
    answer(body, status = 200) {
      told = { body, status };
    },
    cut() {
      told = 'cut';
    },
    hang() {
      told = 'hang';
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The signature that the request should have: of its own time, for Step Functions in Ireland. */
export async function resigned(
  request: SignedRequest | undefined,
  credentials: Pick<AwsV4Signer, 'accessKeyId' | 'secretAccessKey'> & {
    readonly sessionToken: string;
  },
): Promise<string | null> {
  if (request === undefined) throw new Error('There was no request');
  const { url, body, headers } = request;
  const { 'content-type': type = '', 'x-amz-target': target, 'x-amz-date': datetime } = headers;
  const { headers: signed } = await new AwsV4Signer({
    ...{ ...credentials, url, body, method: 'POST', service: 'states', region: 'eu-west-1' },
    headers: { 'content-type': type, 'x-amz-target': String(target) },
    datetime: String(datetime),
  }).sign();
  return signed.get('authorization');
}
