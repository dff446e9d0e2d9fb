import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe } from 'vitest';
import { newDataDir } from '../runtimes/kitroom-process.ts';
import { secretsContract } from './secrets-contract.ts';
import { sqliteRows } from './sqlite-rows.ts';

/** A server may be writing at this moment. */
const BUSY_MS = 10_000;

const dataDir = await newDataDir();
const file = join(dataDir, 'kitroom.db');

/** Does it in another process's connection, as any other program would. */
function inDatabase(sql: string): void {
  const database = new DatabaseSync(file, { timeout: BUSY_MS });
  try {
    database.exec(sql);
  } finally {
    database.close();
  }
}

/** Fails every write of the kind, by no rule of the schema, until it is mended. */
function failing(write: 'INSERT' | 'UPDATE') {
  return async () => {
    inDatabase(`CREATE TRIGGER broken BEFORE ${write} ON users BEGIN DELETE FROM gone; END`);
    return () => inDatabase('DROP TRIGGER broken');
  };
}

describe('secrets over SQLite', () => {
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  secretsContract(
    {
      settings: () => ({ DATA_DIR: dataDir }),
      rows: async () => sqliteRows(file),
      files: ['kitroom.db', 'kitroom.db-shm', 'kitroom.db-wal', 'token-keys.json'],
      faults: [
        failing('INSERT'),
        failing('UPDATE'),
        async () => {
          inDatabase('ALTER TABLE users RENAME TO users_gone');
          return () => inDatabase('ALTER TABLE users_gone RENAME TO users');
        },
      ],
    },
    () => 'users',
  );
});
