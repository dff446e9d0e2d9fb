import { randomUUID } from 'node:crypto';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Route } from '../../src/routes/route.ts';
import { tableNames } from '../../tests/stores/dynamodb-store-factory.ts';
import { documentFunctions } from '../document-functions.ts';
import { accountWorks } from './account-works.ts';
import { answerTo } from './answer-to.ts';
import { type CountedKitroom, countedKitroom } from './counted-kitroom.ts';
import { documentTables } from './document-tables.ts';
import { documentCart, fillDocumentTables, fillKitroomTables } from './fill-tables.ts';
import { localClient } from './local-client.ts';
import { preparationOf } from './preparation.ts';
import { resourceWorks } from './resource-works.ts';
import { shopWorks } from './shop-works.ts';
import { signInWorks } from './sign-in-works.ts';
import { type Spending, SpendingMeter } from './spending-meter.ts';
import { TransactionUnits } from './transaction-units.ts';
import type { Work, WorkRequest } from './work.ts';

const works: readonly Work[] = [...accountWorks, ...signInWorks, ...shopWorks, ...resourceWorks];

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
  const kitroom = await countedKitroom(endpoint, names);
  const uncounted = DynamoDBDocumentClient.from(localClient(endpoint), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const preparation = preparationOf(kitroom, uncounted, names);
  const documents = await documentMeter(endpoint, `${run}_documents`, count);
  const measurements: Measurement[] = [];
  for (const work of works) {
    await work.prepare?.(preparation);
    const { request, walk } = work;
    const made = typeof request === 'function' ? await request(preparation) : request;
    let pages = 0;
    const spent = await kitroom.meter.during(async () => {
      pages = await perform(kitroom, made, walk === true);
    });
    measurements.push({ work, pages, kitroom: spent, documents: await documents.measure(work) });
  }
  await kitroom.store.close();
  uncounted.destroy();
  documents.close();
  return { routes: kitroom.routes, measurements };
}

/** Gives the number of pages. */
async function perform(
  kitroom: CountedKitroom,
  request: WorkRequest,
  walk: boolean,
): Promise<number> {
  let next: string | undefined = request.path;
  let pages = 0;
  while (next !== undefined) {
    const response: Response = await answerTo(kitroom, { ...request, path: next });
    pages += 1;
    const link = response.headers.get('link') ?? '';
    next = walk ? /<([^>]+)>; rel="next"/.exec(link)?.[1] : undefined;
  }
  return pages;
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
