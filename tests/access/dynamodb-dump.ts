import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { noteWrites } from '../stores/dynamodb-store-factory.ts';
import type { AccessTarget } from './access-bench.ts';
import { dynamodbRows } from './dynamodb-rows.ts';
import { dumpOf, type Row } from './sqlite-rows.ts';

const AN_HOUR_FROM_NOW = Date.now() / 1000 + 60 * 60;

/** What the tables hold, that nobody writes to but by this client. */
export function dynamodbDump(
  client: DynamoDBDocumentClient,
  tables: readonly string[],
): Pick<AccessTarget, 'dump' | 'dumpBefore'> {
  const written = new Set(tables);
  noteWrites(client, written);
  let last: Readonly<Record<string, string>> = {};
  const dumpAgain = async (these: readonly string[]) => {
    for (const table of these) written.delete(table);
    last = { ...last, ...dumpOf(lasting(await dynamodbRows(client, these))) };
    return last;
  };
  return {
    dump: () => dumpAgain(tables),
    // A table that was written to unnoticed would look changed in the dump after.
    dumpBefore: () => dumpAgain(tables.filter((table) => written.has(table))),
  };
}

/** The engine removes a row some time after it expires, which is no change that a call makes. */
function lasting(tables: Readonly<Record<string, readonly Row[]>>) {
  return Object.fromEntries(
    Object.entries(tables).map(([table, rows]) => [
      table,
      rows.filter((row) => !(Number(row['expires_at_seconds']) < AN_HOUR_FROM_NOW)),
    ]),
  );
}
