import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { UseCases } from '../../src/usecases/use-cases.ts';
import { keepHouse } from '../../src/wiring/keep-house.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const nothing = () => undefined;

const work = {
  deliverEvents: vi.fn<() => Promise<number>>(),
  cancelUnpaidOrders: vi.fn<() => Promise<number>>(),
  removeExpiredCarts: vi.fn<() => Promise<number>>(),
};
const log = { debug: nothing, info: vi.fn(), warn: nothing, error: vi.fn() };
const start = () => keepHouse(work as unknown as UseCases, log);

beforeEach(() => {
  vi.useFakeTimers();
  for (const one of Object.values(work)) one.mockReset().mockResolvedValue(0);
  log.info.mockReset();
  log.error.mockReset();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('housekeeping', () => {
  test('delivers events every two seconds, and does the rest every minute', async () => {
    const stop = start();
    await vi.advanceTimersByTimeAsync(2 * SECOND - 1);
    expect(work.deliverEvents).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(work.deliverEvents).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(MINUTE - 2 * SECOND);
    expect(work.deliverEvents).toHaveBeenCalledTimes(30);
    for (const chore of [work.cancelUnpaidOrders, work.removeExpiredCarts]) {
      expect(chore).toHaveBeenCalledTimes(1);
    }
    expect(log.info).not.toHaveBeenCalled();
    await stop();
  });

  test('never does one thing twice at once', async () => {
    const round = Promise.withResolvers<number>();
    work.deliverEvents.mockReturnValueOnce(round.promise);
    const stop = start();
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    expect(work.deliverEvents).toHaveBeenCalledTimes(1);
    // A round of events that takes long holds up nothing else.
    expect(work.cancelUnpaidOrders).toHaveBeenCalledTimes(5);
    round.resolve(3);
    await vi.advanceTimersByTimeAsync(2 * SECOND);
    expect(work.deliverEvents).toHaveBeenCalledTimes(2);
    await stop();
  });

  test('goes on after a round that failed, and logs it', async () => {
    const error = new Error('no store');
    work.deliverEvents.mockRejectedValueOnce(error);
    work.cancelUnpaidOrders.mockRejectedValueOnce(error).mockResolvedValue(2);
    const stop = start();
    await vi.advanceTimersByTimeAsync(4 * SECOND);
    expect(work.deliverEvents).toHaveBeenCalledTimes(2);
    expect(log.error.mock.calls).toEqual([[{ err: error }, 'events were not delivered']]);
    await vi.advanceTimersByTimeAsync(2 * MINUTE);
    expect(log.error.mock.calls.slice(1)).toEqual([[{ err: error }, 'housekeeping failed']]);
    expect(log.info.mock.calls).toEqual([[{ orders: 2, carts: 0 }, 'kept house']]);
    await stop();
  });

  test('ends at once when nothing runs, and nothing begins any more', async () => {
    const stop = start();
    await vi.advanceTimersByTimeAsync(3 * SECOND);
    await stop();
    await stop();
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    expect(work.deliverEvents).toHaveBeenCalledTimes(1);
    expect(work.cancelUnpaidOrders).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each(['resolves', 'fails'] as const)(
    'waits for a round that runs until it %s, and no other follows',
    async (how) => {
      const round = Promise.withResolvers<number>();
      work.deliverEvents.mockReturnValueOnce(round.promise);
      const stop = start();
      await vi.advanceTimersByTimeAsync(2 * SECOND);
      let isStopped = false;
      const stopped = stop().then(() => {
        isStopped = true;
      });
      await vi.advanceTimersByTimeAsync(MINUTE);
      expect(isStopped).toBe(false);
      if (how === 'resolves') round.resolve(1);
      else round.reject(new Error('no store'));
      await stopped;
      await vi.advanceTimersByTimeAsync(MINUTE);
      expect(work.deliverEvents).toHaveBeenCalledTimes(1);
      expect(vi.getTimerCount()).toBe(0);
    },
  );
});
