import { beforeAll, describe, expect, test } from 'vitest';
import { apiClient, asObject, type HttpTarget } from './api-client.ts';
import { CALLS, NOBODY, nameOf, optionsOf } from './call-table.ts';
import { freshUserId } from './fixtures.ts';
import { createVictim, stateOf, type Victim } from './hostile-victims.ts';
import { callerOf } from './sign-in-fixtures.ts';

const QUERIES: readonly string[] = [
  `x=${'y'.repeat(10_000)}`,
  `${'x'.repeat(10_000)}=1`,
  'x&'.repeat(5_000),
  '__proto__=1',
  'constructor=1&toString=2',
  'x=%00',
  '%zz=%',
  'x=%ff',
  "x=' OR 1=1--",
  '%F0%9F%98%80=1',
];

/** Queries meant to break something, on every route. */
export function hostileUrlsContract(target: HttpTarget): void {
  const api = apiClient(target);

  describe('hostile URLs', () => {
    let victim: Victim;
    // One for all, since each test finds it as it was.
    beforeAll(async () => {
      victim = await createVictim(api);
    });

    test.each(CALLS.map((call) => ({ name: nameOf(call), call })))(
      'queries of 10,000 characters, SQL and broken escapes never break $name',
      async ({ call }) => {
        const options = optionsOf(call, { ...victim, userId: freshUserId() });
        const caller = await callerOf(api, call);
        const path = call.url(NOBODY);
        for (const query of QUERIES) {
          const whole = `${path}${path.includes('?') ? '&' : '?'}${query}`;
          const answer = await caller.send(call.method, whole, options);
          expect(answer.status, query.slice(0, 80)).toBe(400);
          expect(asObject(answer.body)['code']).toMatch(/^INVALID_/);
        }
        expect(await stateOf(api, victim)).toEqual(victim.before);
      },
    );
  });
}
