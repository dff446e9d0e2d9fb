import { beforeEach, describe, expect, test } from 'vitest';
import type { Delivery } from '../../../src/domain/webhook.ts';
import {
  fanOut,
  orderRecord,
  putDeliveries,
  sampleDelivery,
  sampleWebhook,
} from './delivery-rows.ts';
import { countOf, instant, numbered, type StoreInUse, walk } from './sample-rows.ts';

const RACERS = 6;

/** The way of an event from the outbox to its end. */
export function deliveriesContract(inUse: StoreInUse): void {
  const live = (webhookId: string, limit = 2) =>
    walk((page) => inUse().events.listDeliveries(webhookId, page), limit);
  const dead = (webhookId: string, limit = 2) =>
    walk((page) => inUse().events.listDeadDeliveries(webhookId, page), limit);
  const outbox = () => inUse().events.listOutbox(100);
  const several = (webhookId: string, count: number) =>
    Array.from({ length: count }, (_, index) => sampleDelivery(webhookId, index));
  const died = (delivery: Delivery): Delivery => ({
    ...delivery,
    attempts: 7,
    lastError: 'answered 500',
    deadAt: instant(70),
  });

  describe('events on their way', () => {
    beforeEach(async () => {
      for (const id of ['a', 'b']) await inUse().webhooks.createWebhook(sampleWebhook(id));
    });

    describe('a record is fanned out', () => {
      test('to its deliveries, and is then gone', async () => {
        const record = await orderRecord(inUse(), 'o1');
        const other = await orderRecord(inUse(), 'o2');
        const [toA, toB] = [sampleDelivery('a', 1), sampleDelivery('b', 2)];
        await fanOut(inUse(), record, [
          { ...toA, event: record.event },
          { ...toB, event: record.event },
        ]);
        expect(await outbox()).toEqual([other]);
        expect(await live('a')).toEqual([{ ...toA, event: record.event }]);
        expect(await live('b')).toEqual([{ ...toB, event: record.event }]);
      });

      test('to nobody', async () => {
        await fanOut(inUse(), await orderRecord(inUse(), 'o1'), []);
        expect(await outbox()).toEqual([]);
        expect(await live('a')).toEqual([]);
      });

      test('once, however often it is told to be', async () => {
        const record = await orderRecord(inUse(), 'o1');
        const deliveries = several('a', RACERS);
        await Promise.all(deliveries.map((delivery) => fanOut(inUse(), record, [delivery])));
        expect(await live('a')).toHaveLength(1);
        await fanOut(inUse(), record, several('b', 2));
        expect(await live('b')).toEqual([]);
      });

      test('in a batch, and none of it once there is no more time', async () => {
        const { events } = inUse();
        const records = [await orderRecord(inUse(), 'o1'), await orderRecord(inUse(), 'o2')];
        const batch = records.map((record, index) => ({
          record,
          deliveries: [{ ...sampleDelivery('a', index), event: record.event }],
        }));
        expect(await events.fanOut(batch, () => false)).toBe(0);
        expect(await outbox()).toEqual(records);
        expect(await events.fanOut(batch, () => true)).toBe(2);
        expect(await outbox()).toEqual([]);
        expect((await live('a')).map(({ event }) => event)).toEqual(
          records.map(({ event }) => event),
        );
      });

      test('with its own event, although another has come since', async () => {
        const record = await orderRecord(inUse(), 'o1');
        await fanOut(inUse(), record, []);
        const next = await orderRecord(inUse(), 'o2');
        await fanOut(inUse(), record, several('a', 1));
        expect(await outbox()).toEqual([next]);
        expect(await live('a')).toEqual([]);
      });
    });

    describe('deliveries', () => {
      test('are listed in their order, page by page, and each webhook has its own', async () => {
        const deliveries = several('a', 7);
        await putDeliveries(inUse(), [...deliveries].reverse());
        for (const limit of [1, 3, 7, 100]) expect(await live('a', limit)).toEqual(deliveries);
        expect(await live('b')).toEqual([]);
        expect(await live('none')).toEqual([]);
      });

      test('that arrived are gone, and finishing is harmless to repeat', async () => {
        const { events } = inUse();
        const [first, second] = several('a', 2);
        if (!first || !second) throw new Error('too few');
        await putDeliveries(inUse(), [first, second]);
        await events.finishDelivery(first);
        await events.finishDelivery(first);
        expect(await live('a')).toEqual([second]);
      });

      test('that failed stay in their place with what the attempt met', async () => {
        const deliveries = several('a', 3);
        await putDeliveries(inUse(), deliveries);
        const failed = { attempts: 1, nextAttemptAt: instant(5), lastError: 'answered 500' };
        const expected = deliveries.map((one, index) =>
          index === 1 ? { ...one, ...failed } : one,
        );
        await inUse().events.postponeDelivery(sampleDelivery('a', 1, failed));
        expect(await live('a')).toEqual(expected);
        expect(await dead('a')).toEqual([]);
      });

      test('that arrived do not come back by a failure told late', async () => {
        const { events } = inUse();
        const late = sampleDelivery('a', 1, { attempts: 1, lastError: 'answered 500' });
        await putDeliveries(inUse(), [sampleDelivery('a', 1)]);
        await events.finishDelivery(late);
        await events.postponeDelivery(late);
        await events.postponeDelivery(died(late));
        expect([await live('a'), await dead('a')]).toEqual([[], []]);
      });

      test('of a webhook that is deleted go along, dead or not, and no others', async () => {
        const deliveries = several('a', 30);
        const others = several('b', 3);
        await putDeliveries(inUse(), deliveries, 'o1');
        await putDeliveries(inUse(), others, 'o2');
        for (const one of deliveries.slice(0, 28)) await inUse().events.postponeDelivery(died(one));
        expect(await inUse().webhooks.deleteWebhook('a')).toBe('deleted');
        expect([await live('a'), await dead('a')]).toEqual([[], []]);
        expect(await live('b')).toEqual(others);
        await inUse().events.postponeDelivery(sampleDelivery('a', 29));
        expect(await live('a')).toEqual([]);
      });
    });

    describe('dead deliveries', () => {
      const deadOnes = async (count: number) => {
        const deliveries = several('a', count);
        await putDeliveries(inUse(), deliveries);
        for (const one of deliveries) await inUse().events.postponeDelivery(died(one));
        return deliveries;
      };

      test('are listed newest first, page by page, and are no longer under way', async () => {
        const deliveries = await deadOnes(5);
        const expected = deliveries.map(died).reverse();
        for (const limit of [1, 2, 5, 100]) expect(await dead('a', limit)).toEqual(expected);
        expect(await live('a')).toEqual([]);
        expect(await dead('b')).toEqual([]);
      });

      test('come back to their place, as if never tried', async () => {
        const [first, second] = await deadOnes(2);
        if (!first || !second) throw new Error('too few');
        await putDeliveries(inUse(), [sampleDelivery('a', 9)], 'o9');
        expect(await inUse().events.replayDelivery(first, instant(99))).toBe('replayed');
        const back = { ...first, nextAttemptAt: instant(99) };
        expect(await live('a')).toMatchObject([back, sampleDelivery('a', 9)]);
        expect((await live('a'))[0]).not.toHaveProperty('deadAt');
        expect(await dead('a')).toEqual([died(second)]);
      });

      test('are found by one of parallel replays', async () => {
        const [first] = await deadOnes(1);
        if (!first) throw new Error('too few');
        const outcomes = await Promise.all(
          numbered('racer', RACERS).map(() => inUse().events.replayDelivery(first, instant(99))),
        );
        expect(countOf(outcomes, 'replayed')).toBe(1);
        expect(countOf(outcomes, 'not-found')).toBe(RACERS - 1);
        expect(await live('a')).toHaveLength(1);
      });

      test('are not found under another webhook, when alive, or when there are none', async () => {
        const [first] = await deadOnes(1);
        if (!first) throw new Error('too few');
        const { events } = inUse();
        const { deliveryId } = first;
        expect(await events.replayDelivery({ webhookId: 'b', deliveryId }, instant())).toBe(
          'not-found',
        );
        await putDeliveries(inUse(), [sampleDelivery('b', 5)], 'o5');
        const alive = await events.replayDelivery(sampleDelivery('b', 5), instant());
        expect(alive).toBe('not-found');
        expect(await events.replayDelivery(sampleDelivery('b', 6), instant())).toBe('not-found');
      });

      test('are listed by cursors of their own webhook only', async () => {
        await deadOnes(3);
        const { events } = inUse();
        const { nextCursor: cursor } = await events.listDeadDeliveries('a', { limit: 1 });
        expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
        const refused = { code: 'INVALID_CURSOR' };
        const made = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
        for (const bad of ['', 'x', cursor?.slice(4), made(['dead-deliveries a']), made([1, 2])]) {
          const page = { limit: 1, cursor: bad };
          await expect(events.listDeadDeliveries('a', page)).rejects.toMatchObject(refused);
        }
        const page = { limit: 1, cursor };
        await expect(events.listDeadDeliveries('b', page)).rejects.toMatchObject(refused);
        await expect(events.listDeliveries('a', page)).rejects.toMatchObject(refused);
      });
    });
  });
}
