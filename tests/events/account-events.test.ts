import { afterEach, beforeEach, describe } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import { openSqliteStore } from '../../src/stores/sqlite/sqlite-store.ts';
import { accountEventsContract } from '../contracts/store/account-events.ts';
import { sqliteFiles } from '../stores/sqlite-files.ts';

const newFile = sqliteFiles();

describe('SQLite tells of accounts', () => {
  let store: Store;
  beforeEach(() => {
    store = openSqliteStore(newFile());
  });
  afterEach(() => store.close());
  accountEventsContract(() => store);
});
