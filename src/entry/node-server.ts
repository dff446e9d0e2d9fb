import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { type Config, parseConfig } from '../config/config.ts';
import { readEnv } from '../config/env.ts';
import { type Kitroom, wire } from '../wiring.ts';
import { answerClientError, requestErrorResponse } from './client-error.ts';

/** A client that sends slower than this is cut off with 408. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** How long running requests may take to finish after a signal. */
const SHUTDOWN_GRACE_MS = 10_000;
const IDLE_SWEEP_MS = 50;

async function main(): Promise<void> {
  const config = parseConfig(readEnv());
  const kitroom = await wire(config);
  const server = createServer(
    {
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      // How often the two above are looked at.
      connectionsCheckingInterval: 1_000,
    },
    getRequestListener(
      (request, env) =>
        kitroom.app.fetch(request, { remoteAddress: env.incoming.socket.remoteAddress }),
      { errorHandler: () => requestErrorResponse(kitroom) },
    ),
  );
  server.on('clientError', (error, socket) => answerClientError(error, socket, kitroom));
  try {
    await listen(server, config);
  } catch (error) {
    await kitroom.close();
    throw error;
  }
  stopOnSignal(server, kitroom, kitroom.keepHouse());
  console.log(banner(config, (server.address() as AddressInfo).port));
  await kitroom.warmUp();
}

function listen(server: Server, { host, port }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, host, port)));
    server.listen(port, host, resolve);
  });
}

function listenError(error: Error, host: string, port: number): Error {
  const code = 'code' in error ? error.code : undefined;
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: 'it is in use; set PORT to another one',
    EACCES: 'this user may not use it; set PORT to 1024 or above',
    EADDRNOTAVAIL: 'this machine has no such address; set HOST to one it has',
    ENOTFOUND: 'no such host; set HOST to an address of this machine',
  };
  const reason = reasons[String(code)] ?? error.message;
  return new Error(`Cannot listen on ${host} port ${port}: ${reason}`, { cause: error });
}

function stopOnSignal(
  server: Server,
  kitroom: Kitroom,
  stopKeepingHouse: () => Promise<void>,
): void {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    kitroom.log.info({ signal }, 'stopping');
    const deadline = setTimeout(() => server.closeAllConnections(), SHUTDOWN_GRACE_MS);
    // A connection whose last request has just finished would otherwise be kept for another.
    const sweep = setInterval(() => {
      server.closeIdleConnections();
      // Node counts a connection that was opened ahead and never used as busy.
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
    }, IDLE_SWEEP_MS);
    server.close(() => {
      clearTimeout(deadline);
      clearInterval(sweep);
      stopKeepingHouse()
        .then(() => kitroom.close())
        .then(
          () => {
            process.exitCode = 0;
          },
          (error: unknown) => exitWith(error),
        );
    });
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function banner(config: Config, port: number): string {
  const { host, access, store } = config;
  const address = `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}`;
  const accessInWords =
    access === 'open'
      ? 'open: every request from this machine may do everything'
      : 'protected: who signed in may do what is theirs, admins everything';
  return [
    '',
    `  Kitroom is running at ${address}`,
    '',
    `  Store          ${store.kind}, ${storePlace(config)}`,
    `  Access         ${accessInWords}`,
    `  Documentation  ${address}/docs`,
    '',
  ].join('\n');
}

function storePlace({ store, dataDir }: Config): string {
  if (store.kind === 'sqlite') return `in ${dataDir}`;
  return store.endpoint === undefined ? `AWS in ${store.region}` : `at ${store.endpoint}`;
}

function exitWith(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  console.error(message);
  process.exitCode = 1;
}

main().catch(exitWith);
