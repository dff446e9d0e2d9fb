import { describe } from 'vitest';
import { openSqliteStore } from '../../src/stores/sqlite/sqlite-store.ts';
import { sqliteFiles } from '../stores/sqlite-files.ts';
import { deliveryContract } from './delivery-contract.ts';
import { deliveryOrderContract } from './delivery-order-contract.ts';
import { dispatchersContract } from './dispatchers-contract.ts';
import { retriesContract } from './retries-contract.ts';

const newFile = sqliteFiles();

describe('events over SQLite', () => {
  const target = {
    async open() {
      const file = newFile();
      return [openSqliteStore(file), openSqliteStore(file)] as const;
    },
    propertyRuns: 25,
  };
  deliveryContract(target);
  retriesContract(target);
  dispatchersContract(target);
  deliveryOrderContract(target);
});
