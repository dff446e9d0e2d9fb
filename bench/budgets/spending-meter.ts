import {
  ConditionalCheckFailedException,
  type ConsumedCapacity,
  type DynamoDBClient,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { writeUnits } from './item-size.ts';
import type { TransactionUnits } from './transaction-units.ts';

export interface Call {
  /** "GetItem" */
  readonly operation: string;
  /** Those of a batch or a transaction are joined by " + ". */
  readonly tables: string;
  readonly readUnits: number;
  readonly writeUnits: number;
}

export interface Spending {
  readonly calls: readonly Call[];
  readonly readUnits: number;
  readonly writeUnits: number;
}

type Input = Readonly<Record<string, unknown>> & {
  readonly TableName?: string;
  readonly RequestItems?: object;
  readonly Item?: object;
  readonly ConsistentRead?: boolean;
};
interface Output {
  readonly ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[];
}

const READS = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan']);
const TRANSACTION = 'TransactWriteItems';

/** Made when a call is sent, so that parallel ones stand in that order whichever ends first. */
interface Slot {
  /** Undefined when it failed, unless it was refused by a condition, which is paid for. */
  call: Call | undefined;
}

/** Sees every call of a client and what it consumes. */
export class SpendingMeter {
  readonly #transactions: TransactionUnits;
  #slots: Slot[] = [];

  constructor(client: DynamoDBClient, transactions: TransactionUnits) {
    this.#transactions = transactions;
    client.middlewareStack.add(
      (next, { commandName = '' }) =>
        async (args) => {
          const operation = commandName.replace(/Command$/, '');
          const slot: Slot = { call: undefined };
          this.#slots.push(slot);
          const input = args.input as Input;
          const counted = { ...input, ReturnConsumedCapacity: 'INDEXES' } as typeof args.input;
          const send = () => next({ ...args, input: counted });
          if (operation === TRANSACTION) return this.#transact(input as never, send, slot);
          const result = await send().catch((error: unknown) => {
            if (error instanceof ConditionalCheckFailedException) {
              slot.call = refusedCall(operation, input, error);
            }
            throw error;
          });
          slot.call = callOf(operation, input, result.output as Output);
          return result;
        },
      // Before a document client's items are put into the engine's form.
      { step: 'serialize', priority: 'high', name: 'spendingMeter' },
    );
  }

  /** What one piece of work calls and consumes; one at a time. */
  async during(work: () => Promise<unknown>): Promise<Spending> {
    const slots: Slot[] = [];
    this.#slots = slots;
    await work();
    this.#slots = [];
    const calls = slots.flatMap(({ call }) => call ?? []);
    return { calls, readUnits: total(calls, 'readUnits'), writeUnits: total(calls, 'writeUnits') };
  }

  async #transact<Result>(
    input: TransactWriteCommandInput,
    send: () => Promise<Result>,
    slot: Slot,
  ): Promise<Result> {
    const targets = await this.#transactions.before(input);
    const record = async (committed: boolean) => {
      const tables = new Set(targets.map(({ table }) => table.TableName));
      slot.call = {
        operation: TRANSACTION,
        tables: [...tables].join(' + '),
        readUnits: 0,
        writeUnits: await this.#transactions.after(targets, committed),
      };
    };
    try {
      const result = await send();
      await record(true);
      return result;
    } catch (error) {
      if (error instanceof TransactionCanceledException) await record(false);
      throw error;
    }
  }
}

function callOf(operation: string, input: Input, { ConsumedCapacity = [] }: Output): Call {
  const reported = [ConsumedCapacity]
    .flat()
    .reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
  const isRead = READS.has(operation);
  // A read that finds nothing costs the least there is, which DynamoDB Local reports as nothing.
  const least = input.ConsistentRead === true ? 1 : 0.5;
  return {
    operation,
    tables: input.TableName ?? Object.keys(input.RequestItems ?? {}).join(' + '),
    readUnits: isRead ? Math.max(reported, least) : 0,
    writeUnits: isRead ? 0 : reported,
  };
}

/** A write that a condition stops costs as much as the larger of what is there and what was put. */
function refusedCall(
  operation: string,
  { TableName = '', Item = {} }: Input,
  { Item: there }: ConditionalCheckFailedException,
): Call {
  const put = marshall(Item, { removeUndefinedValues: true });
  const units = Math.max(writeUnits(there), writeUnits(put));
  return { operation, tables: TableName, readUnits: 0, writeUnits: units };
}

function total(calls: readonly Call[], field: 'readUnits' | 'writeUnits'): number {
  return calls.reduce((sum, call) => sum + call[field], 0);
}
