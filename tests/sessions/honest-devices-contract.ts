import { randomUUID } from 'node:crypto';
import fc, { type Scheduler } from 'fast-check';
import { expect, test } from 'vitest';
import type { StoreInUse } from '../contracts/store/sample-rows.ts';
import { InterleavedClients } from './interleaved-clients.ts';
import { inTurn, interleavedStore } from './interleaved-store.ts';
import { answerTo, BUSY_TIMEOUT_MS, sessionBench } from './session-bench.ts';
import type { Device } from './session-history.ts';

/**
 * Of one device; they share its newest token, as the tabs of a browser do. Of three, one could get
 * its successor and use it while another still uses the one before: by the rules that is a theft.
 */
const TABS = 2;
const DEVICES = 2;
/** How long the refreshes of one round may take together: less than the grace. */
const SECONDS_A_ROUND = 19;

const round = fc.record({
  /** Until the access tokens are old and every tab refreshes. */
  pause: fc.constantFrom(21, 600, 13 * 24 * 3600),
  lostReplies: fc.uniqueArray(fc.integer({ min: 1, max: 16 }), { maxLength: 2 }),
  others: fc.array(
    fc.constantFrom('guess', 'log in and out', 'read the list', 'wait', 'wait long'),
    { maxLength: 4 },
  ),
});
type Round = typeof round extends fc.Arbitrary<infer Value> ? Value : never;

const rounds = fc.array(round, { minLength: 1, maxLength: 2 });

/** The newest token is read anew for each refresh, and a lost reply asked for again at once. */
export function honestDevicesContract(inUse: StoreInUse, numRuns: number): void {
  test(
    'no device is ever logged out that uses its newest token, whatever is lost or guessed',
    async () => {
      const property = fc.asyncProperty(fc.scheduler(), rounds, async (scheduler, chosen) => {
        const calm = sessionBench(inUse());
        const clients = await InterleavedClients.start(inUse(), calm);
        const devices = clients.devices.slice(0, DEVICES);
        for (const one of chosen) {
          calm.clock.move(one.pause);
          const lostReplies = new Set(one.lostReplies);
          const store = interleavedStore(inUse(), { scheduler, lostReplies });
          clients.bench = sessionBench(store, { testClock: calm.clock });
          const refreshes = devices.flatMap((device) =>
            Array.from({ length: TABS }, () => tab(clients, scheduler, device)),
          );
          await scheduler.waitFor(Promise.all([...refreshes, others(clients, scheduler, one)]));
          clients.bench = calm;
          for (const device of devices) {
            expect(await clients.caller(device)).toMatchObject({ sessionId: device.sessionId });
          }
        }
        for (const device of devices) await expectRefresh(clients, device);
        clients.history.expectRules();
      });
      await expect(fc.assert(property, { numRuns })).resolves.toBeUndefined();
    },
    BUSY_TIMEOUT_MS,
  );
}

async function tab(
  clients: InterleavedClients,
  scheduler: Scheduler,
  device: Device,
): Promise<void> {
  await inTurn(scheduler, `a tab of ${device.name} wakes`, async () => undefined);
  await expectRefresh(clients, device);
}

async function expectRefresh(clients: InterleavedClients, device: Device): Promise<void> {
  const answer = await clients.refresh(device, 0);
  expect(device.refreshTokens, `${device.name} was answered ${answer}`).toContain(answer);
}

/** What goes on beside the tabs and is none of their business. */
async function others(
  clients: InterleavedClients,
  scheduler: Scheduler,
  { others: chosen }: Round,
): Promise<void> {
  const { useCases, clock } = clients.bench;
  for (const one of chosen) {
    switch (one) {
      case 'guess':
        await answerTo(useCases.refreshSession(guessOf(clients.deviceAt(0))));
        break;
      case 'log in and out':
        await logInAndOut(clients);
        break;
      case 'read the list':
        await answerTo(useCases.listSessions(clients.userId, { limit: 10 }));
        break;
      case 'wait':
      case 'wait long': {
        const seconds = one === 'wait' ? 1 : SECONDS_A_ROUND / chosen.length;
        await inTurn(scheduler, one, async () => clock.move(Math.floor(seconds)));
      }
    }
  }
}

async function logInAndOut(clients: InterleavedClients): Promise<void> {
  const known = clients.devices.length;
  await clients.logIn();
  const device = clients.devices[known];
  if (device === undefined) return;
  const { endSession } = clients.bench.useCases;
  await answerTo(endSession(clients.userId, device.sessionId));
}

/** Another secret family, as of someone who saw the session's id. */
function guessOf({ refreshTokens }: Device): string {
  const guess = randomUUID().replaceAll('-', '').slice(0, 22);
  return refreshTokens.at(-1)?.split('.').with(3, guess).join('.') ?? '';
}
