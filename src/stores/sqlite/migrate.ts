import { MIGRATIONS } from './migrations.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

/** Marks a file as Kitroom's ("Kitr"); SQLite keeps it in the file's header. */
const APPLICATION_ID = 0x4b697472;

/**
 * Brings the file to this code's schema version, one process at a time.
 * @throws Error when the file is another program's or was written by a newer Kitroom
 */
export function migrate(connection: SqliteConnection, file: string): void {
  const version = versionOf(connection, file);
  // Kept in the file for ever, so not before it is known to be ours.
  connection.execute('PRAGMA journal_mode = WAL');
  if (version === MIGRATIONS.length) return;
  connection.transaction(() => {
    // Another process may have migrated while this one waited for the lock.
    const from = versionOf(connection, file);
    for (const migration of MIGRATIONS.slice(from)) {
      if (typeof migration === 'string') connection.execute(migration);
      else migration(connection);
    }
    connection.execute(`PRAGMA user_version = ${MIGRATIONS.length}`);
    connection.execute(`PRAGMA application_id = ${APPLICATION_ID}`);
  });
}

function versionOf(connection: SqliteConnection, file: string): number {
  const version = pragma(connection, 'user_version');
  const applicationId = pragma(connection, 'application_id');
  const tables = connection.statement('SELECT count(*) AS count FROM sqlite_schema').get();
  const isNew = version === 0 && applicationId === 0 && tables?.['count'] === 0;
  if (!isNew && applicationId !== APPLICATION_ID) {
    throw new Error(`${file} is not a Kitroom database`);
  }
  if (version > MIGRATIONS.length) {
    throw new Error(
      `${file} was written by a newer Kitroom (schema ${version}, this one knows ${MIGRATIONS.length})`,
    );
  }
  return version;
}

function pragma(connection: SqliteConnection, name: 'user_version' | 'application_id'): number {
  return Number(connection.statement(`PRAGMA ${name}`).get()?.[name]);
}
