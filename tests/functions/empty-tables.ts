import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface EmptyTables {
  readonly endpoint: string;
  /** The operations it was asked for, such as "GetItem". */
  readonly operations: readonly string[];
  stop(): Promise<void>;
}

/** DynamoDB as it answers where nothing is in any table, for what is to be wired and not stored. */
export async function startEmptyTables(): Promise<EmptyTables> {
  const operations: string[] = [];
  const server = createServer((request, response) => {
    operations.push(String(request.headers['x-amz-target']).replace(/^.*\./, ''));
    request.resume().on('end', () => {
      response.setHeader('content-type', 'application/x-amz-json-1.0');
      response.end(JSON.stringify({ Items: [], Count: 0, Responses: {}, UnprocessedKeys: {} }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    operations,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
