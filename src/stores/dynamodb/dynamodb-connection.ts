import type {
  BatchGetCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { AppError } from '../../domain/errors.ts';
import { isConditionalFailure, isPassing, isUnavailable } from './dynamodb-errors.ts';
import type { TableNames } from './table-names.ts';

/** How long one call may be repeated before its caller is told to come back. */
const TIME_BUDGET_MS = 4_000;
const FIRST_WAIT_MS = 25;
const LONGEST_WAIT_MS = 800;
const RETRY_AFTER_SECONDS = 2;

/** The calls this store makes, and no others. */
type Command =
  | BatchGetCommand
  | DeleteCommand
  | GetCommand
  | PutCommand
  | QueryCommand
  | ScanCommand
  | TransactWriteCommand
  | UpdateCommand;

export interface DynamodbConnectionOptions {
  readonly client: DynamoDBDocumentClient;
  readonly names: TableNames;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** A unique text for one write, by which its repetition is known. */
  readonly newId: () => string;
  readonly now: () => number;
  readonly timeBudgetMs?: number | undefined;
}

class PartialAnswer extends Error {}

/** The engine behind the port: repeats what may pass, and speaks the port's errors. */
export class DynamodbConnection {
  readonly names: TableNames;
  readonly newId: () => string;
  readonly random: () => number;
  readonly now: () => number;
  readonly #client: DynamoDBDocumentClient;
  readonly #timeBudgetMs: number;
  readonly #running = new Set<Promise<unknown>>();
  #lastMicrosecond = 0;
  #isClosed = false;

  constructor(options: DynamodbConnectionOptions) {
    this.#client = options.client;
    this.names = options.names;
    this.random = options.random;
    this.newId = options.newId;
    this.now = options.now;
    this.#timeBudgetMs = options.timeBudgetMs ?? TIME_BUDGET_MS;
  }

  /** Rises with every call in this process, and with the clock across processes. */
  microsecond(): number {
    this.#lastMicrosecond = Math.max(this.#lastMicrosecond + 1, this.now() * 1000);
    return this.#lastMicrosecond;
  }

  /**
   * Sends a command until it is answered, within the time budget. A repeated write must be known
   * by its token or its condition, since an earlier attempt's answer may be lost.
   * @throws the SDK's conditional failures as they are; AppError STORE_UNAVAILABLE
   */
  send<Output>(command: Command): Promise<Output> {
    return this.#run(() => this.#client.send(command as never) as Promise<Output>);
  }

  /** As `send`, for a read that may be answered in part: what `rest` then gives is sent after a wait. */
  sendWhole<Output>(first: Command, rest: (answer: Output) => Command | undefined): Promise<void> {
    let command: Command | undefined = first;
    return this.#run(async () => {
      command = rest((await this.#client.send(command as never)) as Output);
      if (command !== undefined) throw new PartialAnswer('The engine left a part unread');
    });
  }

  /** Lets go of the connections once what runs is answered. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#running);
    // The document client's own destroy does nothing.
    this.#client.config.requestHandler.destroy?.();
  }

  async #run<Output>(attempt: () => Promise<Output>): Promise<Output> {
    if (this.#isClosed) throw storeUnavailable(new Error('The store is closed'));
    const running = this.#untilAnswered(attempt);
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  async #untilAnswered<Output>(attempt: () => Promise<Output>): Promise<Output> {
    const deadline = this.now() + this.#timeBudgetMs;
    for (let repeats = 0; ; repeats += 1) {
      try {
        return await attempt();
      } catch (error) {
        if (isConditionalFailure(error)) throw error;
        if (!(isPassing(error) || error instanceof PartialAnswer)) {
          throw isUnavailable(error) ? storeUnavailable(error) : error;
        }
        const wait = this.random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** repeats);
        if (this.now() + wait >= deadline) throw storeUnavailable(error);
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  }
}

/** What a caller hears who may come back in a moment. */
export function storeUnavailable(cause: unknown): AppError {
  return new AppError('STORE_UNAVAILABLE', { retryAfterSeconds: RETRY_AFTER_SECONDS, cause });
}
