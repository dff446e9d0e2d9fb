import { describe } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import { openSqliteStore } from '../../src/stores/sqlite/sqlite-store.ts';
import { shopModelContract } from './shop-model-contract.ts';
import { turnStore } from './turn-store.ts';

/** They take 35 s of a processor. */
const SEQUENCES = 940;

describe('the shop over SQLite', () => {
  let store: Store | undefined;
  const shops = {
    async open() {
      store = openSqliteStore(':memory:');
      return turnStore(store);
    },
    async leave() {
      await store?.close();
    },
  };
  shopModelContract(shops, {
    numRuns: SEQUENCES,
    maxSteps: 40,
    readEvery: 1,
    replay: process.env['SHOP_MODEL_SEED'],
  });
});
