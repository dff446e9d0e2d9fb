import { isDeepStrictEqual } from 'node:util';
import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { TableDefinition } from '../../src/stores/dynamodb/tables.ts';
import { type StoredItem, writeUnits } from './item-size.ts';

type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** A transaction prepares and commits: each write counts twice. */
const PASSES = 2;

/** One item of a transaction, with what was there before. */
interface Target {
  readonly table: TableDefinition['create'];
  readonly key: StoredItem;
  readonly before: StoredItem | undefined;
  readonly isCheck: boolean;
  readonly put: StoredItem | undefined;
}

/** What a transaction costs, from its items before and after, where the engine reports too little. */
export class TransactionUnits {
  readonly #client: DynamoDBClient;
  readonly #tables: ReadonlyMap<string, TableDefinition['create']>;

  /** `client` reads the items; its calls must not be counted. */
  constructor(client: DynamoDBClient, tables: readonly TableDefinition[]) {
    this.#client = client;
    this.#tables = new Map(tables.map(({ create }) => [create.TableName, create]));
  }

  async before({ TransactItems = [] }: TransactWriteCommandInput): Promise<readonly Target[]> {
    const targets: Target[] = [];
    for (const action of TransactItems) targets.push(await this.#target(action));
    return targets;
  }

  /** Of a transaction that went through; one that did not is paid for as if it had. */
  async after(targets: readonly Target[], committed: boolean): Promise<number> {
    const units = targets.map(async (target) => {
      const { table, key, before, put } = target;
      if (target.isCheck) return writeUnits(before);
      const after = committed ? await this.#read(table, key) : (put ?? before);
      const own = Math.max(writeUnits(before), writeUnits(after));
      const indexes = committed ? indexUnits(table, before, after) : 0;
      return own + indexes;
    });
    const total = (await Promise.all(units)).reduce((sum, one) => sum + one, 0);
    return total * PASSES;
  }

  async #target({ Put, Update, Delete, ConditionCheck }: Action): Promise<Target> {
    const action = Put ?? Update ?? Delete ?? ConditionCheck;
    const table = this.#tables.get(action?.TableName ?? '');
    if (table === undefined) throw new Error(`No table ${action?.TableName}`);
    const keyed = Update ?? Delete ?? ConditionCheck;
    const put = Put?.Item && marshall(Put.Item, { removeUndefinedValues: true });
    const key = keyed?.Key ? marshall(keyed.Key) : keyOf(table, put ?? {});
    const before = await this.#read(table, key);
    return { table, key, before, put, isCheck: ConditionCheck !== undefined };
  }

  async #read({ TableName }: Target['table'], Key: StoredItem): Promise<StoredItem | undefined> {
    const { Item } = await this.#client.send(
      new GetItemCommand({ TableName, Key, ConsistentRead: true }),
    );
    return Item;
  }
}

function keyOf(table: Target['table'], item: StoredItem): StoredItem {
  return pick(
    item,
    (table.KeySchema ?? []).map(({ AttributeName = '' }) => AttributeName),
  );
}

function pick(item: StoredItem, names: readonly string[]): StoredItem {
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));
}

/** An entry that moves is removed and put; all indexes hold whole items. */
function indexUnits(
  table: Target['table'],
  before: StoredItem | undefined,
  after: StoredItem | undefined,
): number {
  if (isDeepStrictEqual(before, after)) return 0;
  let units = 0;
  for (const { KeySchema = [] } of table.GlobalSecondaryIndexes ?? []) {
    const names = KeySchema.map(({ AttributeName = '' }) => AttributeName);
    const [old, now] = [before, after].map((item) =>
      item && names.every((name) => item[name] !== undefined) ? item : undefined,
    );
    const moved = old && now && !isDeepStrictEqual(pick(old, names), pick(now, names));
    if (moved) units += writeUnits(old) + writeUnits(now);
    else if (old ?? now) units += Math.max(writeUnits(old), writeUnits(now));
  }
  return units;
}
