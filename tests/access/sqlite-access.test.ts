import { afterAll, beforeAll, describe } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import { openSqliteStore } from '../../src/stores/sqlite/sqlite-store.ts';
import { sqliteFiles } from '../stores/sqlite-files.ts';
import { wiredRoutes } from './access-bench.ts';
import { accessMatrixContract } from './access-matrix-contract.ts';
import { cartLifeContract } from './cart-life-contract.ts';
import { massAssignmentContract } from './mass-assignment-contract.ts';
import { objectAccessContract } from './object-access-contract.ts';
import { oddIdsContract } from './odd-ids-contract.ts';
import { dumpOf, sqliteRows } from './sqlite-rows.ts';
import { workflowInputsContract } from './workflow-inputs-contract.ts';

const routes = await wiredRoutes();

describe('access over SQLite', () => {
  const file = sqliteFiles()();
  let store: Store;
  beforeAll(() => {
    store = openSqliteStore(file);
  });
  afterAll(() => store.close());

  const dump = async () => dumpOf(sqliteRows(file));
  const target = { store: () => store, dump, dumpBefore: dump };
  accessMatrixContract(target, routes);
  massAssignmentContract(target, routes);
  objectAccessContract(target, routes);
  oddIdsContract(target, routes);
  workflowInputsContract(target);
  cartLifeContract(target);
});
