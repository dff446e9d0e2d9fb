import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { AppError } from '../../domain/errors.ts';

/** How long a statement waits for another process's write before the store counts as unavailable. */
const BUSY_TIMEOUT_MS = 5_000;
const RETRY_AFTER_SECONDS = 2;

// Result codes, https://sqlite.org/rescode.html
const CONSTRAINT_UNIQUE = 2067;
const UNAVAILABLE = new Set([
  5, // BUSY
  6, // LOCKED
  8, // READONLY
  10, // IOERR
  11, // CORRUPT
  13, // FULL
  14, // CANTOPEN
  26, // NOTADB
]);

class Rollback<Outcome> {
  readonly outcome: Outcome;
  constructor(outcome: Outcome) {
    this.outcome = outcome;
  }
}

/** One open database file: cached statements, transactions, and errors in the port's terms. */
export class SqliteConnection {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  /** Opens or makes the file, with every commit flushed to disk. */
  constructor(file: string, busyTimeoutMs = BUSY_TIMEOUT_MS) {
    this.#database = new DatabaseSync(file, {
      timeout: busyTimeoutMs,
      enableForeignKeyConstraints: true,
    });
    this.#database.exec('PRAGMA synchronous = FULL');
  }

  /** Runs statements as they stand, once; for the schema. */
  execute(sql: string): void {
    this.#database.exec(sql);
  }

  /** The prepared statement of this text, which must come from code and never from input. */
  statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  /** One statement, or several that only read. @throws AppError STORE_UNAVAILABLE */
  async run<Outcome>(work: () => Outcome): Promise<Outcome> {
    try {
      return work();
    } catch (error) {
      throw inPortTerms(error);
    }
  }

  /**
   * A write transaction. It takes the write lock at its beginning, so that what it reads cannot
   * change before it writes. `rollback(outcome)` undoes everything and gives the outcome.
   * @throws AppError STORE_UNAVAILABLE
   */
  async write<Outcome>(work: (rollback: (outcome: Outcome) => never) => Outcome): Promise<Outcome> {
    try {
      return this.transaction(work);
    } catch (error) {
      throw inPortTerms(error);
    }
  }

  /** As `write`, at once and with SQLite's own errors. */
  transaction<Outcome>(work: (rollback: (outcome: Outcome) => never) => Outcome): Outcome {
    this.statement('BEGIN IMMEDIATE').run();
    try {
      const outcome = work((refused) => {
        throw new Rollback(refused);
      });
      this.statement('COMMIT').run();
      return outcome;
    } catch (thrown) {
      // A full disk or an I/O error may have ended the transaction already.
      if (this.#database.isTransaction) this.statement('ROLLBACK').run();
      if (thrown instanceof Rollback) return thrown.outcome;
      throw thrown;
    }
  }

  close(): void {
    if (!this.#database.isOpen) return;
    this.#statements.clear();
    this.#database.close();
  }
}

/** Whether another row has what only one may have; other constraints are faults of ours. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === CONSTRAINT_UNIQUE;
}

function inPortTerms(error: unknown): unknown {
  const code = primaryResultCode(error);
  const closed = error instanceof Error && 'code' in error && error.code === 'ERR_INVALID_STATE';
  return closed || (code !== undefined && UNAVAILABLE.has(code))
    ? new AppError('STORE_UNAVAILABLE', { retryAfterSeconds: RETRY_AFTER_SECONDS, cause: error })
    : error;
}

function primaryResultCode(error: unknown): number | undefined {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : undefined;
}
