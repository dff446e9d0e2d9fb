import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DeliveryBench, type DeliveryTarget, sentId } from './delivery-bench.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const WAITS = [5, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR];
const REFUSED = { status: 500 } as const;
const TAKEN = { status: 204 } as const;

/** What becomes of what does not arrive. */
export function retriesContract(target: DeliveryTarget): void {
  let bench: DeliveryBench;
  beforeEach(async () => {
    bench = await DeliveryBench.open(target);
  });
  afterEach(() => bench.close());
  const isAbout = (productId: string, id: string) => decodeURIComponent(id).includes(productId);
  const failing = (productId: string) => {
    bench.receiver.answer = ({ id }) => (isAbout(productId, id) ? REFUSED : TAKEN);
  };

  describe('an event that is refused', () => {
    test('is tried again after each wait and not before, and then given up', async () => {
      const webhook = await bench.webhook();
      const round = bench.dispatcher();
      await bench.products('kit');
      bench.receiver.answer = () => REFUSED;
      const attempts = () => bench.receiver.received.length;
      await round();
      for (const [index, wait] of WAITS.entries()) {
        expect(attempts()).toBe(index + 1);
        expect(await bench.underWay(webhook)).toMatchObject([
          { attempts: index + 1, lastError: 'answered 500' },
        ]);
        bench.pass(wait - 0.001);
        await round();
        expect(attempts()).toBe(index + 1);
        bench.pass(0.001);
        await round();
      }
      expect(attempts()).toBe(WAITS.length + 1);
      expect(await bench.underWay(webhook)).toEqual([]);
      expect(await bench.dead(webhook)).toMatchObject([
        { attempts: 7, lastError: 'answered 500', deadAt: bench.clock().toISOString() },
      ]);
      bench.pass(90 * HOUR);
      await round();
      expect(attempts()).toBe(WAITS.length + 1);
      expect(new Set(bench.idsTo(webhook)).size).toBe(1);
      const times = bench.receiver.received.map(({ timestamp }) => Number(timestamp));
      expect(times.slice(1).map((time, index) => time - (times[index] ?? 0))).toEqual(WAITS);
    });

    test('holds up its own entity only', async () => {
      const webhook = await bench.webhook();
      const round = bench.dispatcher();
      await bench.products('kit', 'ball', 'boot');
      failing('kit');
      for (const id of ['kit', 'ball', 'kit', 'boot']) await bench.change(id);
      await round();
      const kits = bench.idsTo(webhook).filter((id) => isAbout('kit', id));
      expect(kits).toHaveLength(1);
      expect(bench.idsTo(webhook)).toHaveLength(5);
      expect(await bench.underWay(webhook)).toHaveLength(3);
      bench.receiver.answer = () => TAKEN;
      await round();
      expect(bench.idsTo(webhook)).toHaveLength(5);
      bench.pass(5);
      await round();
      expect(bench.idsTo(webhook)).toHaveLength(8);
      expect(await bench.underWay(webhook)).toEqual([]);
    });

    test('by one webhook is no matter to another', async () => {
      const [sick, well] = [await bench.webhook(), await bench.webhook()];
      await bench.products('kit');
      await bench.change('kit');
      bench.receiver.answer = ({ path }) => (path === '/hook-0' ? { status: 'cut' } : TAKEN);
      await bench.dispatcher()();
      expect(bench.idsTo(sick)).toHaveLength(1);
      expect(bench.idsTo(well)).toHaveLength(2);
    });

    test('makes way for the next of its entity when it is given up, and can be replayed', async () => {
      const webhook = await bench.webhook();
      const round = bench.dispatcher();
      await bench.products('kit');
      await bench.change('kit');
      const [first, second] = (await bench.outbox()).map(sentId);
      bench.receiver.answer = ({ id }) => (id === first ? REFUSED : TAKEN);
      for (const wait of [...WAITS, 0]) {
        expect(bench.idsTo(webhook)).not.toContain(second);
        await round();
        bench.pass(wait);
      }
      expect(bench.idsTo(webhook).at(-1)).toBe(second);
      expect(await bench.underWay(webhook)).toEqual([]);
      const [dead] = await bench.dead(webhook);
      if (dead === undefined) throw new Error('Nothing is dead');
      bench.receiver.answer = () => TAKEN;
      const now = bench.clock().toISOString();
      expect(await bench.store.events.replayDelivery(dead, now)).toBe('replayed');
      await round();
      expect(bench.idsTo(webhook).at(-1)).toBe(first);
      expect([await bench.underWay(webhook), await bench.dead(webhook)]).toEqual([[], []]);
    });
  });

  describe('a receiver that is down', () => {
    const MOST = 8;
    const ids = Array.from({ length: 30 }, (_, index) => `p${index}`);

    test(`is asked at most ${MOST} times a round, and gets everything once it is up`, async () => {
      const webhook = await bench.webhook();
      const round = bench.dispatcher();
      await bench.products(...ids);
      for (const id of ids) await bench.change(id);
      bench.receiver.answer = ({ id }) => ({ status: 'cut', afterMs: id.length % 7 });
      await round();
      expect(bench.receiver.received).toHaveLength(MOST);
      for (let again = 0; again < 9; again += 1) {
        const before = bench.receiver.received.length;
        bench.pass(WAITS[again] ?? 0);
        await round();
        expect(bench.receiver.received.length - before).toBeLessThanOrEqual(MOST);
      }
      bench.receiver.received.splice(0);
      bench.receiver.answer = () => TAKEN;
      bench.pass(10 * HOUR);
      await round();
      const dead = (await bench.dead(webhook)).map(({ event }) => sentId(event));
      expect(bench.idsTo(webhook).length + dead.length).toBe(2 * ids.length);
      expect(await bench.underWay(webhook)).toEqual([]);
    });

    test('is asked no more often when everything is on its last attempt', async () => {
      const webhook = await bench.webhook();
      const round = bench.dispatcher();
      await bench.products(...ids);
      bench.receiver.answer = () => REFUSED;
      for (const wait of WAITS) {
        await round();
        bench.pass(wait);
      }
      bench.receiver.received.splice(0);
      bench.receiver.answer = () => ({ status: 'cut' });
      await round();
      expect(bench.receiver.received).toHaveLength(MOST);
      expect(await bench.dead(webhook)).toHaveLength(MOST);
    });
  });
}
