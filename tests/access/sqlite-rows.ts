import { DatabaseSync } from 'node:sqlite';

/** A server may be writing at this moment. */
const BUSY_MS = 10_000;

export type Row = Readonly<Record<string, unknown>>;

/** Every row of every table, of a file that is in use; in the order of the keys. */
export function sqliteRows(file: string): Readonly<Record<string, readonly Row[]>> {
  const database = new DatabaseSync(file, { readOnly: true, timeout: BUSY_MS });
  try {
    const tables = database
      .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`)
      .all()
      .map(({ name }) => String(name));
    return Object.fromEntries(
      tables.map((table) => [table, database.prepare(`SELECT * FROM "${table}"`).all()]),
    );
  } finally {
    database.close();
  }
}

/** Of each table its rows as one text. */
export function dumpOf(
  rows: Readonly<Record<string, readonly Row[]>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(rows).map(([table, found]) => [
      table,
      found
        .map((row) => JSON.stringify(Object.entries(row).sort()))
        .sort()
        .join('\n'),
    ]),
  );
}
