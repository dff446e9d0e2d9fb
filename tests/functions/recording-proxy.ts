import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { TableNames } from '../../src/stores/dynamodb/table-names.ts';

/** By function: "users" or "users/index/usersByEmail", and what it did there: "dynamodb:GetItem". */
export type Used = Map<string, Map<string, Set<string>>>;

export interface RecordingProxy {
  /** The engine as one function calls it. */
  endpointOf(functionName: string): string;
  readonly used: Used;
  stop(): Promise<void>;
}

type Body = Readonly<Record<string, unknown>>;

/** What each action of a transaction needs to be allowed. */
const TRANSACTED: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};

/** In front of the engine: notes which function does what with which table, as AWS would ask for it. */
export async function startRecordingProxy(
  engine: string,
  names: TableNames,
): Promise<RecordingProxy> {
  const keys = new Map(Object.entries(names).map(([key, name]) => [name, key]));
  const used: Used = new Map();
  const agent = new Agent({ keepAlive: true });

  const note = (functionName: string, { action, table, index }: Action) => {
    const place = index === undefined ? keyOf(table) : `${keyOf(table)}/index/${keyOf(index)}`;
    const ofFunction = used.get(functionName) ?? new Map<string, Set<string>>();
    used.set(functionName, ofFunction);
    const actions = ofFunction.get(place) ?? new Set<string>();
    ofFunction.set(place, actions.add(`dynamodb:${action}`));
  };
  const keyOf = (name: string) => keys.get(name) ?? name;

  const forward = async (incoming: IncomingMessage) => {
    const body = await buffer(incoming);
    const functionName = incoming.url?.split('/')[1] ?? '';
    const operation = String(incoming.headers['x-amz-target']).split('.')[1] ?? '';
    for (const action of actionsOf(operation, JSON.parse(body.toString()) as Body)) {
      note(functionName, action);
    }
    const outgoing = request(engine, { method: 'POST', headers: incoming.headers, agent });
    outgoing.end(body);
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
    return answer;
  };

  const server = createServer((incoming, response) => {
    forward(incoming).then(
      (answer) => {
        response.writeHead(answer.statusCode ?? 0, answer.headers);
        answer.pipe(response);
      },
      () => response.destroy(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    used,
    endpointOf: (functionName) => `http://127.0.0.1:${port}/${functionName}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      agent.destroy();
    },
  };
}

interface Action {
  readonly action: string;
  readonly table: string;
  readonly index?: string | undefined;
}

function actionsOf(operation: string, body: Body): readonly Action[] {
  if (operation === 'TransactWriteItems') {
    const items = body['TransactItems'] as readonly Readonly<Record<string, Body>>[];
    return items.flatMap((item) =>
      Object.entries(item).map(([kind, { TableName }]) => ({
        action: TRANSACTED[kind] ?? kind,
        table: String(TableName),
      })),
    );
  }
  if (operation === 'BatchGetItem') {
    const tables = Object.keys(body['RequestItems'] as object);
    return tables.map((table) => ({ action: operation, table }));
  }
  const { TableName, IndexName } = body;
  const index = IndexName === undefined ? undefined : String(IndexName);
  return [{ action: operation, table: String(TableName), index }];
}
