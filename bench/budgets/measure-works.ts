import { randomUUID } from 'node:crypto';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Route } from '../../src/routes/route.ts';
import type { TableNames } from '../../src/stores/dynamodb/table-names.ts';
import { tableNames } from '../../tests/stores/dynamodb-store-factory.ts';
import { documentFunctions } from '../document-functions.ts';
import { accountWorks } from './account-works.ts';
import { type CountedKitroom, countedKitroom } from './counted-kitroom.ts';
import { documentTables } from './document-tables.ts';
import { cartItem, documentCart, fillDocumentTables, fillKitroomTables } from './fill-tables.ts';
import { localClient } from './local-client.ts';
import { person } from './shop-rows.ts';
import { shopWorks } from './shop-works.ts';
import { type Spending, SpendingMeter } from './spending-meter.ts';
import { TransactionUnits } from './transaction-units.ts';
import type { Preparation, Work, WorkRequest } from './work.ts';

/** Longer than a process keeps the ads it read. */
const ADS_LIFETIME_MS = 61_000;
const works: readonly Work[] = [...accountWorks, ...shopWorks];

export interface Measurement {
  readonly work: Work;
  readonly pages: number;
  readonly kitroom: Spending;
  /** Undefined where the documents have no such function. */
  readonly documents: Spending | undefined;
}

export interface Budgets {
  readonly routes: readonly Route[];
  readonly measurements: readonly Measurement[];
}

/** Every work once, in tables with `count` items beside those the works use. */
export async function measureWorks(endpoint: string, count: number): Promise<Budgets> {
  const run = `b${randomUUID().slice(0, 8)}`;
  const names = tableNames(run);
  await fillKitroomTables(endpoint, names, count);
  const kitroom = countedKitroom(endpoint, names);
  const uncounted = DynamoDBDocumentClient.from(localClient(endpoint));
  const preparation = preparationOf(kitroom, uncounted, names);
  const documents = await documentMeter(endpoint, `${run}_documents`, count);
  const measurements: Measurement[] = [];
  for (const work of works) {
    await work.prepare?.(preparation);
    let pages = 0;
    const spent = await kitroom.meter.during(async () => {
      pages = await perform(kitroom, work);
    });
    measurements.push({ work, pages, kitroom: spent, documents: await documents.measure(work) });
  }
  await kitroom.store.close();
  uncounted.destroy();
  documents.close();
  return { routes: kitroom.routes, measurements };
}

function preparationOf(
  kitroom: CountedKitroom,
  client: DynamoDBDocumentClient,
  names: TableNames,
): Preparation {
  return {
    async putUser(name) {
      const outcome = await kitroom.store.users.createUser(person(name));
      if (outcome !== 'created') throw new Error(`${name} is ${outcome}`);
    },
    async putCart(userId, products, units) {
      const Item = cartItem(userId, products, units);
      await client.send(new PutCommand({ TableName: names.carts, Item }));
    },
    async request(request) {
      await answerTo(kitroom, request);
    },
    passRefreshTime: () => kitroom.passTime(ADS_LIFETIME_MS),
  };
}

/** Gives the number of pages. */
async function perform(kitroom: CountedKitroom, { request, walk }: Work): Promise<number> {
  let next: string | undefined = request.path;
  let pages = 0;
  while (next !== undefined) {
    const response: Response = await answerTo(kitroom, { ...request, path: next });
    pages += 1;
    const link = response.headers.get('link') ?? '';
    next = walk === true ? /<([^>]+)>; rel="next"/.exec(link)?.[1] : undefined;
  }
  return pages;
}

async function answerTo(
  { app }: CountedKitroom,
  { method, path, body, idempotencyKey }: WorkRequest,
): Promise<Response> {
  const response = await app.request(path, {
    method,
    headers: {
      host: 'localhost',
      ...(body && { 'content-type': 'application/json' }),
      ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (response.ok) return response;
  throw new Error(`${method} ${path} is answered ${response.status}: ${await response.text()}`);
}

async function documentMeter(endpoint: string, prefix: string, count: number) {
  const tables = documentTables(prefix);
  await fillDocumentTables(endpoint, tables, count);
  const client = localClient(endpoint);
  const uncounted = localClient(endpoint);
  const meter = new SpendingMeter(client, new TransactionUnits(uncounted, []));
  const functions = documentFunctions(DynamoDBDocumentClient.from(client), tables);
  return {
    async measure({ documents }: Work): Promise<Spending | undefined> {
      if (documents === undefined) return undefined;
      const { cart, run } = documents;
      if (cart) {
        const Item = documentCart(cart.userId, cart.lines, cart.units);
        const put = new PutCommand({ TableName: tables.carts, Item });
        await DynamoDBDocumentClient.from(uncounted).send(put);
      }
      return meter.during(() => run(functions));
    },
    close() {
      client.destroy();
      uncounted.destroy();
    },
  };
}
