import { describe, expect, test } from 'vitest';
import { MAX_WEBHOOKS } from '../../../src/domain/webhook.ts';
import { sampleWebhook } from './delivery-rows.ts';
import { countOf, instant, numbered, type StoreInUse } from './sample-rows.ts';

const RACERS = 6;

/** Where events go. */
export function webhooksContract(inUse: StoreInUse): void {
  const create = (webhookId: string, over = {}) =>
    inUse().webhooks.createWebhook(sampleWebhook(webhookId, over));
  const find = (webhookId: string) => inUse().webhooks.findWebhook(webhookId);

  describe('a webhook', () => {
    test('is found as it was made', async () => {
      const events = ['order.placed', 'stock.changed'] as const;
      const webhook = sampleWebhook('a', { events, isEnabled: false, version: 1 });
      expect(await inUse().webhooks.createWebhook(webhook)).toBe('created');
      expect(await find('a')).toEqual(webhook);
      expect(await find('b')).toBeUndefined();
      expect(await find('A')).toBeUndefined();
    });

    test('is one of a list, oldest first', async () => {
      expect(await inUse().webhooks.listWebhooks()).toEqual([]);
      await create('z', { createdAt: instant(1) });
      await create('b', { createdAt: instant(2) });
      await create('a', { createdAt: instant(2) });
      await create('c', { createdAt: instant(0) });
      const listed = await inUse().webhooks.listWebhooks();
      expect(listed.map(({ webhookId }) => webhookId)).toEqual(['c', 'z', 'a', 'b']);
      expect(listed[0]).toEqual(await find('c'));
    });

    test(`is created while there are fewer than ${MAX_WEBHOOKS}`, async () => {
      const ids = numbered('w', MAX_WEBHOOKS);
      for (const id of ids) expect(await create(id)).toBe('created');
      expect(await create('one-more')).toBe('full');
      expect(await find('one-more')).toBeUndefined();
      await inUse().webhooks.deleteWebhook('w3');
      expect(await create('one-more')).toBe('created');
      expect(await create('two-more')).toBe('full');
    });

    test('is changed in what is named, and its version rises', async () => {
      const { webhooks } = inUse();
      const before = sampleWebhook('a', { events: ['order.placed'] });
      await webhooks.createWebhook(before);
      const paused = { ...before, isEnabled: false, version: 2 };
      expect(await webhooks.updateWebhook('a', { isEnabled: false }, undefined)).toEqual({
        kind: 'updated',
        webhook: paused,
      });
      expect(await find('a')).toEqual(paused);
      const moved = { url: 'https://elsewhere.example/', events: [], isEnabled: true };
      expect(await webhooks.updateWebhook('a', moved, [9, 2])).toEqual({
        kind: 'updated',
        webhook: { ...paused, ...moved, version: 3 },
      });
      expect(await find('a')).toEqual({ ...paused, ...moved, version: 3 });
    });

    test('is not changed at another version than expected, nor when it is none', async () => {
      await create('a');
      const { webhooks } = inUse();
      for (const versions of [[2], [], [0, 7]]) {
        const outcome = await webhooks.updateWebhook('a', { isEnabled: false }, versions);
        expect(outcome).toEqual({ kind: 'version-mismatch' });
      }
      expect(await find('a')).toEqual(sampleWebhook('a'));
      for (const versions of [undefined, [1]]) {
        const outcome = await webhooks.updateWebhook('none', { isEnabled: false }, versions);
        expect(outcome).toEqual({ kind: 'not-found' });
      }
    });

    test('is changed by one of parallel calls that expect one version', async () => {
      await create('a');
      const { webhooks } = inUse();
      const urls = numbered('https://example.com/', RACERS);
      const outcomes = await Promise.all(
        urls.map((url) => webhooks.updateWebhook('a', { url }, [1])),
      );
      const kinds = outcomes.map(({ kind }) => kind);
      expect(countOf(kinds, 'updated')).toBe(1);
      expect(countOf(kinds, 'version-mismatch')).toBe(RACERS - 1);
      expect(await find('a')).toMatchObject({ version: 2, url: urls[kinds.indexOf('updated')] });
    });

    test('is deleted once', async () => {
      await create('a');
      await create('b');
      const outcomes = await Promise.all(
        numbered('racer', RACERS).map(() => inUse().webhooks.deleteWebhook('a')),
      );
      expect(countOf(outcomes, 'deleted')).toBe(1);
      expect(countOf(outcomes, 'not-found')).toBe(RACERS - 1);
      expect(await find('a')).toBeUndefined();
      expect(await find('b')).toEqual(sampleWebhook('b'));
      expect(await inUse().webhooks.updateWebhook('a', {}, undefined)).toEqual({
        kind: 'not-found',
      });
    });
  });

  describe('a lease', () => {
    const take = (holder: string, until: number, now: number, name = 'work') =>
      inUse().events.takeLease(name, holder, instant(until), instant(now));

    test('has one holder, who keeps it, until it is over', async () => {
      expect(await take('ann', 60, 0)).toBe(true);
      expect(await take('bob', 61, 1)).toBe(false);
      expect(await take('ann', 90, 30)).toBe(true);
      expect(await take('bob', 120, 60)).toBe(false);
      expect(await take('bob', 149, 89)).toBe(false);
      expect(await take('bob', 150, 90)).toBe(true);
      expect(await take('ann', 151, 91)).toBe(false);
      expect(await take('ann', 151, 91, 'other work')).toBe(true);
    });

    test('is taken by one of many, at first and when it is over', async () => {
      for (const now of [0, 60]) {
        const holders = numbered(`at ${now} `, RACERS);
        const taken = await Promise.all(holders.map((holder) => take(holder, now + 60, now)));
        expect(countOf(taken, true)).toBe(1);
      }
    });
  });
}
