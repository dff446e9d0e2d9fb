import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StoreInUse } from '../contracts/store/sample-rows.ts';
import { perform } from './session-acts.ts';
import { addAdmin, BUSY_TIMEOUT_MS, sessionBench, signedAccessTokens } from './session-bench.ts';
import { steps } from './session-steps.ts';
import { SessionWalk } from './session-walk.ts';

export function sessionsModelContract(inUse: StoreInUse, numRuns: number): void {
  test(
    'sessions do what the rules say, after any steps of their devices and admins',
    async () => {
      await addAdmin(inUse());
      const accessTokensAt = await signedAccessTokens();
      const property = fc.asyncProperty(steps, async (chosen) => {
        const walk = await SessionWalk.start(inUse(), sessionBench(inUse(), { accessTokensAt }));
        for (const step of chosen) {
          await perform(walk, step);
          await walk.expectList();
        }
        await walk.expectLives();
      });
      await expect(fc.assert(property, { numRuns })).resolves.toBeUndefined();
    },
    BUSY_TIMEOUT_MS,
  );
}
