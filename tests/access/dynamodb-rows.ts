import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Row } from './sqlite-rows.ts';

/** The part of a document client that reads. */
interface Scanner {
  send(command: ScanCommand): Promise<{
    readonly Items?: readonly Row[] | undefined;
    readonly LastEvaluatedKey?: Record<string, unknown> | undefined;
  }>;
}

/** Every item of the tables. */
export async function dynamodbRows(
  client: Scanner,
  tables: readonly string[],
): Promise<Readonly<Record<string, readonly Row[]>>> {
  const found = await Promise.all(tables.map((table) => itemsOf(client, table)));
  return Object.fromEntries(tables.map((table, index) => [table, found[index] ?? []]));
}

async function itemsOf(client: Scanner, TableName: string): Promise<readonly Row[]> {
  const items: Row[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ TableName, ConsistentRead: true, ExclusiveStartKey }),
    );
    items.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return items;
}
