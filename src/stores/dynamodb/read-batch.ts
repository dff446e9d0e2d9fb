import { BatchGetCommand, type BatchGetCommandInput } from '@aws-sdk/lib-dynamodb';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import type { Item } from './read-pages.ts';

type Request = BatchGetCommandInput['RequestItems'];

interface BatchAnswer {
  readonly Responses?: Readonly<Record<string, readonly Item[]>>;
  readonly UnprocessedKeys?: NonNullable<Request>;
}

/** By table, those of the items that are there; what the engine leaves unread is asked for again. */
export async function readBatch(
  connection: DynamodbConnection,
  RequestItems: Request,
): Promise<ReadonlyMap<string, readonly Item[]>> {
  const found = new Map<string, readonly Item[]>();
  await connection.sendWhole<BatchAnswer>(
    new BatchGetCommand({ RequestItems }),
    ({ Responses = {}, UnprocessedKeys = {} }) => {
      for (const [table, items] of Object.entries(Responses)) {
        found.set(table, [...(found.get(table) ?? []), ...items]);
      }
      return Object.keys(UnprocessedKeys).length > 0
        ? new BatchGetCommand({ RequestItems: UnprocessedKeys })
        : undefined;
    },
  );
  return found;
}
