import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What became of one event; `ms` is from its handing over to its answer. */
export type Outcome =
  | { readonly kind: 'answer'; readonly body: string; readonly ms: number }
  | { readonly kind: 'error'; readonly error: RuntimeError; readonly ms: number };

/** As Lambda tells a caller of a function that failed. */
export interface RuntimeError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

export interface RuntimeApi {
  /** Without a scheme, as the environment of a function has it. */
  readonly address: string;
  /** When the client asks for its first event. @throws Error with what it said when it cannot */
  readonly ready: Promise<void>;
  send(event: unknown, deadline: number): Promise<Outcome>;
  stop(): Promise<void>;
}

const INVOCATION = /^\/2018-06-01\/runtime\/invocation\/([\w-]+)\/(response|error)$/;
const ARN = 'arn:aws:lambda:eu-west-1:123456789012:function:kitroom-test';

/** Lambda's side of one instance of a function (the Runtime API of 2018-06-01). */
export async function startRuntimeApi(): Promise<RuntimeApi> {
  const ready = Promise.withResolvers<void>();
  // Whoever starts an instance may stop it before it asks.
  ready.promise.catch(() => undefined);
  let waiting: ((response: ServerResponse) => void) | undefined;
  let asking: ServerResponse | undefined;
  let sent: { readonly id: string; readonly settle: (outcome: Outcome) => void } | undefined;
  let at = 0;
  let count = 0;

  const receive = async (request: IncomingMessage, response: ServerResponse) => {
    const { url = '' } = request;
    if (url === '/2018-06-01/runtime/invocation/next') {
      ready.resolve();
      if (waiting === undefined) asking = response;
      else waiting(response);
      return;
    }
    const ms = performance.now() - at;
    const body = await text(request);
    const [, id, what] = INVOCATION.exec(url) ?? [];
    if (url === '/2018-06-01/runtime/init/error') ready.reject(new Error(`Init error: ${body}`));
    else if (sent === undefined || id !== sent.id) throw new Error(`Nobody asked for ${url}`);
    else if (what === 'response') sent.settle({ kind: 'answer', body, ms });
    else sent.settle({ kind: 'error', error: JSON.parse(body) as RuntimeError, ms });
    response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"OK"}');
  };

  const server = createServer((request, response) => {
    receive(request, response).catch((error: unknown) => {
      ready.reject(error);
      response.destroy();
    });
  });
  // A client of an instance that is frozen asks for hours.
  server.requestTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    ready: ready.promise,
    async send(event, deadline) {
      const response =
        asking ??
        (await new Promise<ServerResponse>((resolve) => {
          waiting = resolve;
        }));
      asking = undefined;
      waiting = undefined;
      count += 1;
      const id = `8476a536-e9f4-11e8-9739-${String(count).padStart(12, '0')}`;
      return new Promise((resolve) => {
        sent = { id, settle: resolve };
        at = performance.now();
        response.writeHead(200, {
          'content-type': 'application/json',
          'lambda-runtime-aws-request-id': id,
          'lambda-runtime-deadline-ms': String(deadline),
          'lambda-runtime-invoked-function-arn': ARN,
          'lambda-runtime-trace-id': 'Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=0',
        });
        response.end(JSON.stringify(event));
      });
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
