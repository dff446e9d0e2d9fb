import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DeliveryBench, type DeliveryTarget, sentId } from './delivery-bench.ts';
import { isSigned } from './receiver.ts';

/** From a committed change to whoever wants to know. */
export function deliveryContract(target: DeliveryTarget): void {
  let bench: DeliveryBench;
  beforeEach(async () => {
    bench = await DeliveryBench.open(target);
  });
  afterEach(() => bench.close());

  describe('what was committed is told', () => {
    test('to each webhook that wants it, with a body and a signature that verify', async () => {
      const all = await bench.webhook();
      const orders = await bench.webhook({ events: ['order.placed'] });
      const off = await bench.webhook({ isEnabled: false });
      const secret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
      const stock = await bench.webhook({ events: ['stock.changed', 'user.deleted'], secret });
      await bench.products('kit', 'ball');
      const events = await bench.outbox();
      expect(events).toHaveLength(2);
      expect(await bench.dispatcher()()).toBe(2 + 4);
      expect(await bench.outbox()).toEqual([]);
      const sent = events.map(sentId).sort();
      for (const webhook of [all, stock]) {
        expect([...bench.idsTo(webhook)].sort()).toEqual(sent);
        expect(await bench.underWay(webhook)).toEqual([]);
      }
      for (const webhook of [orders, off]) expect(bench.idsTo(webhook)).toEqual([]);
      for (const one of bench.receiver.received) {
        const { type, at, data } = events.find((event) => sentId(event) === one.id) ?? {};
        expect(JSON.parse(one.body)).toEqual({ id: one.id, type, timestamp: at, data });
        const [own, other] = one.path === '/hook-3' ? [stock, all] : [all, stock];
        expect([isSigned(one, own.secret), isSigned(one, other.secret)]).toEqual([true, false]);
        expect(isSigned({ ...one, body: `${one.body} ` }, own.secret)).toBe(false);
        expect(one.timestamp).toBe(String(bench.clock().getTime() / 1000));
      }
    });

    test('once, and nothing is left to tell', async () => {
      const webhook = await bench.webhook();
      await bench.products('kit');
      const round = bench.dispatcher();
      await round();
      bench.pass(90_000);
      expect(await round()).toBe(0);
      expect(bench.idsTo(webhook)).toHaveLength(1);
    });

    test('although nobody wanted to know, to nobody who comes later', async () => {
      const round = bench.dispatcher();
      await bench.products('kit');
      expect(await round()).toBe(1);
      const late = await bench.webhook();
      await round();
      expect(bench.idsTo(late)).toEqual([]);
      await bench.change('kit');
      await round();
      expect(bench.idsTo(late)).toHaveLength(1);
    });

    test('in its order, however much there is of one product', async () => {
      const webhook = await bench.webhook();
      await bench.products('kit', 'ball');
      for (let change = 0; change < 130; change += 1) await bench.change('kit');
      const kit = (await bench.outbox()).filter(({ entity }) => entity === 'product#kit');
      await bench.dispatcher()();
      const ids = kit.map(sentId);
      expect(ids).toHaveLength(131);
      expect(bench.idsTo(webhook).filter((id) => ids.includes(id))).toEqual(ids);
      expect(bench.idsTo(webhook)).toHaveLength(132);
    });
  });

  describe('a webhook that is disabled', () => {
    test('keeps what is under way, and gets nothing new', async () => {
      const webhook = await bench.webhook();
      const round = bench.dispatcher();
      await bench.products('kit');
      bench.receiver.answer = () => ({ status: 500 });
      await round();
      await bench.store.webhooks.updateWebhook(webhook.webhookId, { isEnabled: false }, undefined);
      bench.receiver.answer = () => ({ status: 204 });
      bench.pass(60);
      await bench.change('kit');
      await round();
      expect(bench.idsTo(webhook)).toHaveLength(1);
      expect(await bench.underWay(webhook)).toHaveLength(1);
      await bench.store.webhooks.updateWebhook(webhook.webhookId, { isEnabled: true }, undefined);
      await round();
      const [first, again] = bench.idsTo(webhook);
      expect(again).toBe(first);
      expect(bench.idsTo(webhook)).toHaveLength(2);
    });

    test('and one that was deleted gets nothing of what was under way', async () => {
      const webhook = await bench.webhook();
      const round = bench.dispatcher();
      await bench.products('kit');
      bench.receiver.answer = () => ({ status: 500 });
      await round();
      await bench.store.webhooks.deleteWebhook(webhook.webhookId);
      bench.pass(60);
      await round();
      expect(bench.idsTo(webhook)).toHaveLength(1);
    });
  });

  test('a webhook that moved gets what is under way at its new address', async () => {
    const webhook = await bench.webhook();
    const round = bench.dispatcher();
    await bench.products('kit');
    bench.receiver.answer = () => ({ status: 302 });
    await round();
    const url = bench.receiver.url('/moved');
    await bench.store.webhooks.updateWebhook(webhook.webhookId, { url }, undefined);
    bench.receiver.answer = () => ({ status: 200 });
    bench.pass(5);
    await round();
    expect(bench.receiver.received.map(({ path }) => path)).toEqual(['/hook-0', '/moved']);
  });
}
