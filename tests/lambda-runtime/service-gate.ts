import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** `silent` takes what comes and never answers; `closed` hangs up at once. */
export type GateState = 'open' | 'silent' | 'closed';

export interface ServiceGate {
  readonly endpoint: string;
  /** For connections to come; those there are end. */
  set(state: GateState): void;
  stop(): Promise<void>;
}

/** Stands before a service as the network does, and can fail as it does. */
export async function startServiceGate(endpoint: string): Promise<ServiceGate> {
  const { hostname, port } = new URL(endpoint);
  const open = new Set<Socket>();
  let state: GateState = 'open';

  const server = createServer((client) => {
    if (state === 'closed') return client.destroy();
    hold(client);
    if (state === 'silent') return client.resume();
    const service = hold(connect(Number(port), hostname));
    client.pipe(service).pipe(client);
    client.once('close', () => service.destroy());
    service.once('close', () => client.destroy());
    return client;
  });
  const hold = (socket: Socket) => {
    open.add(socket);
    // A connection that ends by force is what a gate is for.
    socket.on('error', () => socket.destroy());
    socket.once('close', () => open.delete(socket));
    return socket;
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const hangUp = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    set(next) {
      state = next;
      hangUp();
    },
    async stop() {
      server.close();
      hangUp();
      await once(server, 'close');
    },
  };
}
