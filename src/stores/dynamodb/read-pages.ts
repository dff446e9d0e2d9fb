import {
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  type ScanCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { invalidCursor } from '../../domain/cursor.ts';
import type { Page } from '../../domain/page.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { isRefusedInput } from './dynamodb-errors.ts';

export type Item = Readonly<Record<string, unknown>>;

interface Answer {
  readonly Items?: Item[];
  readonly LastEvaluatedKey?: Record<string, unknown>;
}

/**
 * Items of an index in its order, until `wanted` are found or there are no more.
 * @throws AppError INVALID_CURSOR when there is no starting from that key
 */
export function queryItems(
  connection: DynamodbConnection,
  input: QueryCommandInput,
  wanted: number,
): Promise<readonly Item[]> {
  return collect(wanted, input.ExclusiveStartKey, (ExclusiveStartKey, Limit) =>
    connection.send<Answer>(new QueryCommand({ ...input, ExclusiveStartKey, Limit })),
  );
}

/** As `queryItems`, page by page of the input's own limit, until there is enough. */
export async function queryUntil(
  connection: DynamodbConnection,
  input: QueryCommandInput,
  isEnough: (items: readonly Item[]) => boolean,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let next = input.ExclusiveStartKey;
  do {
    const answer = await connection.send<Answer>(
      new QueryCommand({ ...input, ExclusiveStartKey: next }),
    );
    items.push(...(answer.Items ?? []));
    next = answer.LastEvaluatedKey;
  } while (next !== undefined && !isEnough(items));
  return items;
}

/** As `queryItems`, over a whole table. */
export function scanItems(
  connection: DynamodbConnection,
  input: ScanCommandInput,
  wanted: number,
): Promise<readonly Item[]> {
  return collect(wanted, input.ExclusiveStartKey, (ExclusiveStartKey, Limit) =>
    connection.send<Answer>(new ScanCommand({ ...input, ExclusiveStartKey, Limit })),
  );
}

async function collect(
  wanted: number,
  start: Record<string, unknown> | undefined,
  read: (start: Record<string, unknown> | undefined, limit: number | undefined) => Promise<Answer>,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let next = start;
  do {
    const limit = wanted === Number.POSITIVE_INFINITY ? undefined : wanted - items.length;
    const answer = await read(next, limit).catch((error: unknown) => {
      // The first key came with the request, in a cursor that may have been edited.
      throw start !== undefined && isRefusedInput(error) ? invalidCursor(error) : error;
    });
    items.push(...(answer.Items ?? []));
    next = answer.LastEvaluatedKey;
  } while (next !== undefined && items.length < wanted);
  return items;
}

/** A page of items that were read one further than the limit. */
export function pageOfItems<Shown>(
  items: readonly Item[],
  limit: number,
  show: (item: Item) => Shown,
  cursorAfter: (last: Item) => string,
): Page<Shown> {
  const shown = items.slice(0, limit);
  const last = shown.at(-1);
  const page = { items: shown.map(show) };
  return items.length > limit && last ? { ...page, nextCursor: cursorAfter(last) } : page;
}
