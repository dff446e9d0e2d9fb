import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { LambdaResult } from '../../src/entry/lambda-result.ts';
import { type EventKind, eventOf } from './http-events.ts';

export type Handler = (event: unknown) => Promise<unknown>;

/** A route of the API and the function that answers it; the path as in a template. */
export interface GatewayRoute {
  readonly method: string;
  readonly path: string;
  readonly handler: Handler;
}

export interface Gateway {
  readonly baseUrl: string;
  stop(): Promise<void>;
}

/**
 * Real HTTP in front of functions, as AWS routes it: the route whose path has the most fixed parts,
 * HEAD where there is a GET, and `others` for all that has no route.
 */
export async function startGateway(options: {
  readonly kind: EventKind;
  readonly stage?: string;
  readonly routes: readonly GatewayRoute[];
  readonly others: Handler;
}): Promise<Gateway> {
  const { kind, stage, others } = options;
  const routes = options.routes
    .map((route) => ({ ...route, pattern: patternOf(route.path) }))
    .sort((one, other) => parametersIn(one.path) - parametersIn(other.path));
  const prefix = stage === undefined ? '' : `/${stage}`;

  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { method = 'GET', url = '/' } = incoming;
    const [whole = '', ...query] = url.split('?');
    const path = whole.startsWith(prefix) ? whole.slice(prefix.length) : whole;
    const wanted = method === 'HEAD' ? 'GET' : method;
    const found = routes.find((one) => one.method === wanted && one.pattern.test(path));
    const request = {
      ...{ method, path, query: query.join('?') },
      headers: linesOf(incoming),
      body: await buffer(incoming),
      sourceIp: '192.0.2.7',
    };
    const event = eventOf(kind, request, {
      ...(stage !== undefined && { stage }),
      routeKey: found ? `${found.method} ${found.path}` : '$default',
    });
    // As on AWS, where an event is JSON.
    const sent: unknown = JSON.parse(JSON.stringify(event));
    write(outgoing, (await (found?.handler ?? others)(sent)) as LambdaResult);
  };

  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) => {
      // What API Gateway says of a function that failed.
      outgoing.writeHead(502).end(`{"message":"Internal Server Error","reason":"${error}"}`);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}${prefix}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}

function parametersIn(path: string): number {
  return path.split('{').length;
}

function linesOf({ rawHeaders }: IncomingMessage): [string, string][] {
  const lines: [string, string][] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const value = Buffer.from(rawHeaders[index + 1] ?? '', 'latin1').toString('utf8');
    lines.push([rawHeaders[index] ?? '', value]);
  }
  return lines;
}

function write(outgoing: ServerResponse, result: LambdaResult): void {
  const { statusCode, headers = {}, multiValueHeaders = {}, body, isBase64Encoded } = result;
  for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value);
  for (const [name, values] of Object.entries(multiValueHeaders)) {
    outgoing.setHeader(name, values);
  }
  outgoing.writeHead(statusCode);
  outgoing.end(Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'));
}
