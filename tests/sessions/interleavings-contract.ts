import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StoreInUse } from '../contracts/store/sample-rows.ts';
import { perform, scripts } from './interleaved-acts.ts';
import { InterleavedClients } from './interleaved-clients.ts';
import { interleavedStore } from './interleaved-store.ts';
import { addAdmin, BUSY_TIMEOUT_MS, sessionBench } from './session-bench.ts';

const lostReplies = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 3 });

export function interleavingsContract(inUse: StoreInUse, numRuns: number): void {
  test(
    'whatever clients do at once, no ended session works and no token has two successors',
    async () => {
      await addAdmin(inUse());
      const property = fc.asyncProperty(
        fc.scheduler(),
        scripts,
        lostReplies,
        async (scheduler, chosen, lost) => {
          const calm = sessionBench(inUse());
          const clients = await InterleavedClients.start(inUse(), calm);
          const store = interleavedStore(inUse(), { scheduler, lostReplies: new Set(lost) });
          clients.bench = sessionBench(store, { testClock: calm.clock });
          const runs = chosen.map(async (script) => {
            for (const act of script) await perform(clients, scheduler, act);
          });
          await scheduler.waitFor(Promise.all(runs));
          clients.bench = calm;
          await clients.useAll();
          clients.history.expectRules();
        },
      );
      await expect(fc.assert(property, { numRuns })).resolves.toBeUndefined();
    },
    BUSY_TIMEOUT_MS,
  );
}
