import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTables } from '../../src/stores/dynamodb/create-tables.ts';
import { createDynamodbClient } from '../../src/stores/dynamodb/dynamodb-client.ts';
import { createDynamodbTables } from '../../src/stores/dynamodb/open-dynamodb-store.ts';
import { tableDefinitions } from '../../src/stores/dynamodb/tables.ts';
import {
  type DynamodbLocal,
  LOCAL_CREDENTIALS,
  LOCAL_REGION,
  startDynamodbLocal,
} from './dynamodb-local.ts';
import { makeTables, tableNames } from './dynamodb-store-factory.ts';
import { withoutJava } from './java.ts';

function clientOf({ endpoint }: DynamodbLocal): DynamoDBClient {
  return createDynamodbClient({
    region: LOCAL_REGION,
    endpoint,
    credentials: LOCAL_CREDENTIALS,
  });
}

async function ownEngine() {
  const engine = await startDynamodbLocal();
  const client = clientOf(engine);
  return {
    client,
    async [Symbol.asyncDispose]() {
      client.destroy();
      await engine.stop();
    },
  };
}

describe.skipIf(withoutJava)('tables:create', () => {
  const newNames = () => tableNames(`t${randomUUID().slice(0, 8)}`);

  let engine: DynamodbLocal;
  let client: DynamoDBClient;
  beforeAll(async () => {
    engine = await startDynamodbLocal();
    client = clientOf(engine);
    // The first table takes a cold engine long.
    await makeTables(engine.endpoint, newNames());
  });
  afterAll(async () => {
    client.destroy();
    await engine.stop();
  });

  async function indexKeys(TableName: string, of = client) {
    const { Table } = await of.send(new DescribeTableCommand({ TableName }));
    return Object.fromEntries(
      (Table?.GlobalSecondaryIndexes ?? []).map(({ IndexName = '', KeySchema }) => [
        IndexName,
        KeySchema?.map(({ AttributeName }) => AttributeName),
      ]),
    );
  }

  test('tables of the documents gain the indexes they lack and keep those they have', async () => {
    // Where some ten tables expire, the engine fills no index any more: this test has one of its own.
    await using own = await ownEngine();
    const { client } = own;
    const names = newNames();
    const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const });
    const hash = (AttributeName: string) => [{ AttributeName, KeyType: 'HASH' as const }];
    await client.send(
      new CreateTableCommand({
        TableName: names.users,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [text('user_id')],
        KeySchema: hash('user_id'),
      }),
    );
    await client.send(
      new CreateTableCommand({
        TableName: names.orders,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [text('order_id'), text('user_id')],
        KeySchema: hash('order_id'),
        GlobalSecondaryIndexes: [
          {
            IndexName: names.ordersByUser,
            KeySchema: hash('user_id'),
            Projection: { ProjectionType: 'ALL' },
          },
        ],
      }),
    );
    await createTables(client, names);
    expect(Object.keys(await indexKeys(names.users, client))).toHaveLength(4);
    expect(await indexKeys(names.orders, client)).toEqual({
      [names.ordersByUser]: ['user_id'],
      [names.ordersByStatus]: ['order_status', 'order_date'],
    });
  }, 60_000);

  test('every table has the keys and indexes of the one definition, and what expires does', async () => {
    const names = newNames();
    const made: string[] = [];
    await createTables(client, names, (name, isNew) => {
      if (isNew) made.push(name);
    });
    expect(made).toEqual(tableDefinitions(names).map(({ create }) => create.TableName));
    expect(await indexKeys(names.users)).toEqual({
      [names.usersByEmail]: ['email'],
      [names.usersByEmailInitial]: ['email_initial', 'email'],
      [names.usersByStatus]: ['status', 'user_id'],
      [names.usersByRole]: ['role', 'user_id'],
    });
    expect(await indexKeys(names.orders)).toEqual({
      [names.ordersByUser]: ['user_id', 'order_date'],
      [names.ordersByStatus]: ['order_status', 'order_date'],
    });
    const expiries = {
      [names.claims]: 'expires_at',
      [names.sessions]: 'expires_at_seconds',
      [names.throttles]: 'expires_at_seconds',
      [names.carts]: 'expires_at_seconds',
    };
    for (const [TableName, attribute] of Object.entries(expiries)) {
      const expiry = await client.send(new DescribeTimeToLiveCommand({ TableName }));
      expect(expiry.TimeToLiveDescription?.AttributeName).toBe(attribute);
    }
  });

  test('a second run makes nothing', async () => {
    const names = newNames();
    await createTables(client, names);
    const made: string[] = [];
    await createTables(client, names, (name, isNew) => {
      if (isNew) made.push(name);
    });
    expect(made).toEqual([]);
  });

  test('what the engine refuses for a moment is asked again, and told once', async () => {
    const names = newNames();
    let calls = 0;
    const shaky = createServer(async (request, response) => {
      calls += 1;
      const body = await buffer(request);
      if (calls === 4 || calls === 9) {
        response.writeHead(500, { 'content-type': 'application/x-amz-json-1.0' });
        response.end('{"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError"}');
        return;
      }
      const { 'x-amz-target': target, authorization } = request.headers;
      const headers = { 'x-amz-target': String(target), authorization: String(authorization) };
      const type = { 'content-type': 'application/x-amz-json-1.0' };
      const answer = await fetch(engine.endpoint, {
        method: 'POST',
        headers: { ...headers, ...type },
        body,
      });
      response.writeHead(answer.status, type);
      response.end(Buffer.from(await answer.arrayBuffer()));
    });
    await once(shaky.listen(0, '127.0.0.1'), 'listening');
    const endpoint = `http://127.0.0.1:${(shaky.address() as AddressInfo).port}`;
    const settings = { region: LOCAL_REGION, endpoint, credentials: LOCAL_CREDENTIALS };
    const told: string[] = [];
    const options = { currency: 'EUR', random: Math.random, newId: randomUUID, now: Date.now };
    await createDynamodbTables(settings, { ...options, names }, (name) => told.push(name));
    shaky.close();
    expect(told).toEqual(tableDefinitions(names).map(({ create }) => create.TableName));
    expect(calls).toBeGreaterThan(9);
  });
});
