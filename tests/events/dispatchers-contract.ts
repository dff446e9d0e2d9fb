import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DeliveryBench, type DeliveryTarget, sentId } from './delivery-bench.ts';
import { takenIds } from './receiver.ts';

const LEASE_SECONDS = 60;

/** Several dispatchers over one store, and those that fail. */
export function dispatchersContract(target: DeliveryTarget): void {
  let bench: DeliveryBench;
  beforeEach(async () => {
    bench = await DeliveryBench.open(target);
  });
  afterEach(() => bench.close());

  describe('of two dispatchers', () => {
    test('one works, and the other takes over when its lease is over', async () => {
      const webhook = await bench.webhook();
      const [first, second] = [bench.dispatcher(), bench.dispatcher({}, bench.another)];
      await bench.products('kit');
      const moved = await Promise.all([first(), second()]);
      expect([...moved].sort()).toEqual([0, 2]);
      const [worker, other] = (moved[0] ?? 0) > 0 ? [first, second] : [second, first];

      for (let change = 0; change < 3; change += 1) {
        await bench.change('kit');
        bench.pass(LEASE_SECONDS / 2);
        expect(await other()).toBe(0);
        expect(await worker()).toBe(2);
      }
      await bench.change('kit');
      bench.pass(LEASE_SECONDS - 0.001);
      expect(await other()).toBe(0);
      bench.pass(0.001);
      expect(await other()).toBe(2);
      expect(await worker()).toBe(0);
      expect(bench.idsTo(webhook)).toHaveLength(5);
      expect(new Set(bench.idsTo(webhook)).size).toBe(5);
    });

    test('one that stood still while the other took over brings nothing out of order', async () => {
      const webhook = await bench.webhook();
      await bench.products('kit', 'ball');
      for (let change = 0; change < 4; change += 1) await bench.change('kit');
      const expected = (await bench.outbox())
        .filter(({ entity }) => entity === 'product#kit')
        .map(sentId);
      const still = Promise.withResolvers<void>();
      const begun = Promise.withResolvers<void>();
      const slow = bench.dispatcher({
        sender: (sender) => ({
          async send(hook, event) {
            begun.resolve();
            await still.promise;
            await sender.send(hook, event);
            return { kind: 'failed', reason: 'did not answer', isUnreachable: true };
          },
        }),
      });
      const slowRound = slow();
      await begun.promise;
      bench.pass(LEASE_SECONDS);
      await bench.dispatcher({}, bench.another)();
      const sent = bench.idsTo(webhook);
      expect(sent).toHaveLength(6);
      still.resolve();
      await slowRound;
      // What it had begun came once more; it began nothing else, and brought nothing back.
      expect(bench.idsTo(webhook).length).toBeLessThanOrEqual(sent.length + 2);
      expect(takenIds(bench.receiver.received).get('/hook-0 kit')).toEqual(expected);
      expect([await bench.underWay(webhook), await bench.dead(webhook)]).toEqual([[], []]);
    });
  });

  describe('a dispatcher that fails', () => {
    test('between sending and finishing sends again, under the same id', async () => {
      const webhook = await bench.webhook();
      await bench.products('kit');
      await bench.change('kit');
      const [first, second] = (await bench.outbox()).map(sentId);
      let fails = true;
      const round = bench.dispatcher({
        events: ({ finishDelivery }) => ({
          finishDelivery: (delivery) =>
            fails ? Promise.reject(new Error('crashed')) : finishDelivery(delivery),
        }),
      });
      await expect(round()).rejects.toThrow('crashed');
      expect(bench.idsTo(webhook)).toEqual([first]);
      fails = false;
      await round();
      expect(bench.idsTo(webhook)).toEqual([first, first, second]);
      expect(await bench.underWay(webhook)).toEqual([]);
    });

    test('leaves nothing running', async () => {
      const [one, other] = [await bench.webhook(), await bench.webhook()];
      await bench.products('kit', 'ball', 'boot');
      let running = 0;
      const round = bench.dispatcher({
        events: ({ finishDelivery }) => ({
          finishDelivery: (delivery) =>
            delivery.webhookId === one.webhookId
              ? Promise.reject(new Error('crashed'))
              : finishDelivery(delivery),
        }),
        sender: ({ send }) => ({
          async send(webhook, event) {
            running += 1;
            const outcome = await send(webhook, event);
            running -= 1;
            return outcome;
          },
        }),
      });
      bench.receiver.answer = ({ path }) => ({
        status: 204,
        afterMs: path === '/hook-0' ? 0 : 60,
      });
      await expect(round()).rejects.toThrow('crashed');
      expect(running).toBe(0);
      expect(await bench.underWay(other)).toEqual([]);
      expect(await bench.underWay(one)).toHaveLength(3);
    });

    test.each(['before', 'after'] as const)(
      '%s any of its calls loses nothing and keeps the order',
      async (when) => {
        const webhook = await bench.webhook();
        const ids = ['kit', 'ball', 'boot'];
        await bench.products(...ids);
        for (const id of [...ids, ...ids, ...ids]) await bench.change(id);
        const expected = Map.groupBy(await bench.outbox(), ({ entity }) => entity);
        let calls = 0;
        const faulty = <Input extends readonly unknown[], Output>(
          work: (...input: Input) => Promise<Output>,
        ) => {
          return async (...input: Input) => {
            calls += 1;
            // No number of the calls of a round, or each round would fail at the same one.
            const fails = calls % 7 === 0;
            if (fails && when === 'before') throw new Error('fails before');
            const output = await work(...input);
            if (fails) throw new Error('fails after');
            return output;
          };
        };
        const round = bench.dispatcher({
          events: (events) => ({
            takeLease: faulty(events.takeLease),
            fanOut: faulty(events.fanOut),
            finishDelivery: faulty(events.finishDelivery),
            listDeliveries: faulty(events.listDeliveries),
            listOutbox: faulty(events.listOutbox),
          }),
        });
        let failures = 0;
        for (let again = 0; again < 60; again += 1) {
          await round().catch(() => {
            failures += 1;
          });
        }
        expect(failures).toBeGreaterThan(3);
        const found = takenIds(bench.receiver.received);
        for (const id of ids) {
          const sent = (expected.get(`product#${id}`) ?? []).map(sentId);
          expect(sent).toHaveLength(4);
          expect(found.get(`/hook-0 ${id}`), id).toEqual(sent);
        }
        expect([await bench.outbox(), await bench.underWay(webhook)]).toEqual([[], []]);
      },
    );
  });
}
