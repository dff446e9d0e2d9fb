import { openSqliteStore } from '../../src/stores/sqlite/sqlite-store.ts';
import { storeContract } from '../contracts/store/store-contract.ts';
import { sqliteFiles } from './sqlite-files.ts';

const newFile = sqliteFiles();

storeContract('SQLite', { newStore: async () => openSqliteStore(newFile()) });
