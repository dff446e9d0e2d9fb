import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test, vi } from 'vitest';
import { MIGRATIONS } from '../../src/stores/sqlite/migrations.ts';
import { openSqliteStore } from '../../src/stores/sqlite/sqlite-store.ts';
import { instant, sampleUser } from '../contracts/store/sample-rows.ts';
import {
  accountOf,
  listedIds,
  sampleThrottle,
  startSessions,
} from '../contracts/store/session-rows.ts';
import { sqliteFiles } from './sqlite-files.ts';

const newFile = sqliteFiles();

/** Runs SQL on the file as another program would. */
function withDatabase<Result>(file: string, use: (database: DatabaseSync) => Result): Result {
  const database = new DatabaseSync(file);
  try {
    return use(database);
  } finally {
    database.close();
  }
}

function pragma(database: DatabaseSync, name: string): unknown {
  return Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];
}

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return '';
}

describe('an opened SQLite store', () => {
  test('keeps its file in WAL mode', async () => {
    const file = newFile();
    await openSqliteStore(file).close();
    expect(withDatabase(file, (database) => pragma(database, 'journal_mode'))).toBe('wal');
  });

  test('flushes every commit to disk and checks foreign keys, on the connection it writes with', async () => {
    const exec = vi.spyOn(DatabaseSync.prototype, 'exec');
    const store = openSqliteStore(newFile());
    const connections = new Set(exec.mock.contexts as DatabaseSync[]);
    exec.mockRestore();
    const [connection] = connections;
    if (connection === undefined) throw new Error('No connection was seen');
    expect(connections.size).toBe(1);
    // 2 is FULL, https://sqlite.org/pragma.html#pragma_synchronous
    expect(pragma(connection, 'synchronous')).toBe(2);
    expect(pragma(connection, 'foreign_keys')).toBe(1);
    await store.close();
    expect(connection.isOpen).toBe(false);
  });

  test('brings a new file to the newest schema and marks it as its own', async () => {
    const file = newFile();
    await openSqliteStore(file).close();
    withDatabase(file, (database) => {
      expect(pragma(database, 'user_version')).toBe(MIGRATIONS.length);
      expect(pragma(database, 'application_id')).toBe(Buffer.from('Kitr').readUInt32BE());
    });
  });

  test('takes an empty file as new', async () => {
    const file = newFile();
    writeFileSync(file, '');
    const store = openSqliteStore(file);
    await expect(store.ping()).resolves.toBeUndefined();
    await store.close();
  });

  test('migrates a file once', async () => {
    const file = newFile();
    const first = openSqliteStore(file);
    await first.users.createUser(sampleUser('ann'));
    await first.close();
    const schema = () =>
      withDatabase(file, (database) => database.prepare('SELECT * FROM sqlite_schema').all());
    const before = schema();
    await openSqliteStore(file).close();
    expect(schema()).toEqual(before);
  });
});

describe('a file of version 1', () => {
  /** As an earlier Kitroom left it, with an account in it. */
  function olderFile(): string {
    const file = newFile();
    withDatabase(file, (database) => {
      database.exec(String(MIGRATIONS[0]));
      database.exec(`PRAGMA user_version = 1; PRAGMA application_id = ${0x4b697472}`);
      database
        .prepare('INSERT INTO users VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
        .run(
          ...['ann', 'ann@example.com', 'Ann', null, null, null, null, null, '{"shirt":9}'],
          ...['hash', 'admin', 'active', instant(), instant(), 3],
        );
    });
    return file;
  }

  test('is brought to the newest version and keeps its accounts', async () => {
    const file = olderFile();
    const store = openSqliteStore(file);
    const over = { firstname: 'Ann', personalDetails: { shirt: 9 }, role: 'admin', version: 3 };
    expect(await store.users.findUser('ann')).toEqual({ ...sampleUser('ann'), ...over });
    expect(await store.users.findCredentials({ userId: 'ann' })).toEqual({
      ...accountOf('ann', { role: 'admin' }),
      passwordHash: 'hash',
    });
    await store.close();
    withDatabase(file, (database) => {
      expect(pragma(database, 'user_version')).toBe(MIGRATIONS.length);
      expect(pragma(database, 'foreign_key_check')).toBeUndefined();
    });
  });

  test('has the same schema as a new file then', async () => {
    const [older, fresh] = [olderFile(), newFile()];
    for (const file of [older, fresh]) await openSqliteStore(file).close();
    const schemaOf = (file: string) =>
      withDatabase(file, (database) =>
        database.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name').all(),
      );
    expect(schemaOf(older)).toEqual(schemaOf(fresh));
  });

  test('takes everything that came later', async () => {
    const store = openSqliteStore(olderFile());
    await startSessions(store, 'ann', 's0', 's1');
    expect(await listedIds(store, 'ann')).toEqual(['s1', 's0']);
    const proof = { passwordHash: 'hash' };
    const options = { proof, ends: { allBut: { sessionId: 's0', epoch: 0 } } };
    expect(await store.users.setPassword('ann', 'new', options)).toBe('set');
    expect(await listedIds(store, 'ann')).toEqual(['s0']);
    expect(await store.users.deleteUser('ann', { deletedAt: instant(1) })).toBe('last-admin');
    const throttle = sampleThrottle('guess');
    expect(await store.throttles.takeAttempt([throttle], instant())).toEqual({ kind: 'taken' });
    await store.close();
  });
});

describe('opening refuses in one sentence that names the file', () => {
  test('a file that a newer Kitroom wrote, and leaves it as it is', async () => {
    const file = newFile();
    await openSqliteStore(file).close();
    withDatabase(file, (database) => database.exec('PRAGMA user_version = 999'));
    const before = readFileSync(file);
    expect(messageOf(() => openSqliteStore(file))).toBe(
      `Cannot open the database ${file}: ${file} was written by a newer Kitroom ` +
        `(schema 999, this one knows ${MIGRATIONS.length})`,
    );
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test.each([
    ['with tables', 'CREATE TABLE theirs (x)'],
    ['with an application id', 'PRAGMA application_id = 7; CREATE TABLE theirs (x)'],
    ['with a version', 'PRAGMA user_version = 1'],
  ])('a database of another program %s, and leaves it as it is', (_, sql) => {
    const file = newFile();
    withDatabase(file, (database) => database.exec(sql));
    const before = readFileSync(file);
    expect(messageOf(() => openSqliteStore(file))).toBe(
      `Cannot open the database ${file}: ${file} is not a Kitroom database`,
    );
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(existsSync(`${file}-wal`)).toBe(false);
  });

  test('a file that is no database, and leaves it as it is', () => {
    const file = newFile();
    const garbage = 'This is a letter and no database. '.repeat(200);
    writeFileSync(file, garbage);
    const message = messageOf(() => openSqliteStore(file));
    expect(message).toContain(`Cannot open the database ${file}: `);
    expect(message).toContain('not a database');
    expect(readFileSync(file, 'utf8')).toBe(garbage);
  });

  test('a folder, and a path whose folder does not exist', () => {
    const folder = newFile();
    mkdirSync(folder);
    const prefix = 'Cannot open the database';
    expect(messageOf(() => openSqliteStore(folder))).toContain(`${prefix} ${folder}: `);
    const nowhere = `${folder}/missing/kitroom.db`;
    expect(messageOf(() => openSqliteStore(nowhere))).toContain(`${prefix} ${nowhere}: `);
  });
});
