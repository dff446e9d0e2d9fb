import { describe, expect, test } from 'vitest';
import { countOf, numbered, type StoreInUse, walk } from './sample-rows.ts';

const RACERS = 6;

export function adChangesContract(inUse: StoreInUse): void {
  const create = (adId: string, label = `Label of ${adId}`) =>
    inUse().ads.createAd({ adId, label, version: 1 });
  const importAd = (adId: string) =>
    inUse().importCatalogue({ ads: [{ adId, label: 'Imported' }], products: [] });
  const find = (adId: string) => inUse().ads.findAd(adId);
  const update = (adId: string, label: string, versions?: readonly number[]) =>
    inUse().ads.updateAd(adId, { label }, versions);
  const listed = async (limit: number) =>
    (await walk((page) => inUse().ads.listAds(page), limit)).map(({ adId }) => adId);

  describe('an ad', () => {
    test('is created and found, listed and drawn', async () => {
      expect(await find('a')).toBeUndefined();
      expect(await create('a')).toBe('created');
      const ad = { adId: 'a', label: 'Label of a', version: 1 };
      expect(await find('a')).toEqual(ad);
      expect(await inUse().ads.listAds({ limit: 9 })).toEqual({ items: [ad] });
      expect(await inUse().ads.sampleAds(3)).toEqual([ad]);
      expect(await inUse().isCatalogueEmpty()).toBe(false);
    });

    test('is not created under an id that is taken', async () => {
      await importAd('imported');
      await create('made');
      for (const id of ['imported', 'made']) {
        const before = await find(id);
        expect(await create(id, 'Other')).toBe('ad-id-taken');
        expect(await find(id)).toEqual(before);
      }
    });

    test('is created once, of parallel creations of one id', async () => {
      const labels = numbered('label', RACERS);
      const outcomes = await Promise.all(labels.map((label) => create('a', label)));
      expect(countOf(outcomes, 'created')).toBe(1);
      expect(countOf(outcomes, 'ad-id-taken')).toBe(RACERS - 1);
      expect((await find('a'))?.label).toBe(labels[outcomes.indexOf('created')]);
      expect(await inUse().ads.sampleAds(9)).toHaveLength(1);
    });

    test('is changed, which raises its version', async () => {
      await create('a');
      const second = { adId: 'a', label: 'Second', version: 2 };
      expect(await update('a', 'Second')).toEqual({ kind: 'updated', ad: second });
      expect(await find('a')).toEqual(second);
      const third = { adId: 'a', label: 'Third', version: 3 };
      expect(await update('a', 'Third', [7, 2])).toEqual({ kind: 'updated', ad: third });
      expect(await inUse().ads.sampleAds(1)).toEqual([third]);
      expect((await inUse().ads.listAds({ limit: 9 })).items).toEqual([third]);
    });

    test('that was imported has version 0', async () => {
      await importAd('a');
      expect((await find('a'))?.version ?? 0).toBe(0);
      expect(await update('a', 'No', [1])).toEqual({ kind: 'version-mismatch' });
      expect(await update('a', 'Yes', [0])).toMatchObject({ kind: 'updated', ad: { version: 1 } });
      await importAd('a');
      expect(await find('a')).toEqual({ adId: 'a', label: 'Yes', version: 1 });
      await importAd('b');
      expect(await inUse().ads.deleteAd('b', [0])).toBe('deleted');
    });

    test('is changed and deleted only at a version that was named', async () => {
      await create('a');
      const before = await find('a');
      for (const versions of [[], [0], [2, 3]]) {
        expect(await update('a', 'No', versions)).toEqual({ kind: 'version-mismatch' });
        expect(await inUse().ads.deleteAd('a', versions)).toBe('version-mismatch');
      }
      expect(await find('a')).toEqual(before);
      expect(await inUse().ads.deleteAd('a', [5, 1])).toBe('deleted');
    });

    test('that never was is not found, whatever version is named', async () => {
      for (const versions of [undefined, [], [0], [1]]) {
        expect(await update('none', 'No', versions)).toEqual({ kind: 'not-found' });
        expect(await inUse().ads.deleteAd('none', versions)).toBe('not-found');
      }
      expect(await find('none')).toBeUndefined();
    });

    test('is deleted, is nowhere then and may be created again', async () => {
      await create('a');
      await create('b');
      expect(await inUse().ads.deleteAd('a', undefined)).toBe('deleted');
      expect(await find('a')).toBeUndefined();
      expect(await listed(9)).toEqual(['b']);
      expect((await inUse().ads.sampleAds(9)).map(({ adId }) => adId)).toEqual(['b']);
      expect(await inUse().ads.deleteAd('a', undefined)).toBe('not-found');
      expect(await create('a', 'Again')).toBe('created');
      expect(await find('a')).toEqual({ adId: 'a', label: 'Again', version: 1 });
    });

    test('is changed by exactly one of parallel calls at one version', async () => {
      await create('a');
      const labels = numbered('label', RACERS);
      const outcomes = await Promise.all(labels.map((label) => update('a', label, [1])));
      const kinds = outcomes.map(({ kind }) => kind);
      expect(countOf(kinds, 'updated')).toBe(1);
      expect(countOf(kinds, 'version-mismatch')).toBe(RACERS - 1);
      const label = labels[kinds.indexOf('updated')];
      expect(await find('a')).toEqual({ adId: 'a', label, version: 2 });
    });

    test('is changed by all of parallel calls at any version', async () => {
      await create('a');
      const outcomes = await Promise.all(
        numbered('label', RACERS).map((label) => update('a', label)),
      );
      for (const { kind } of outcomes) expect(kind).toBe('updated');
      expect((await find('a'))?.version).toBe(1 + RACERS);
    });
  });

  describe('the list of ads', () => {
    test('is the same walk in pages of every size', async () => {
      const made = numbered('ad', 8);
      for (const id of made) await (id < 'ad4' ? importAd(id) : create(id));
      const whole = await listed(1000);
      expect([...whole].sort()).toEqual(made);
      for (const limit of [1, 2, 3, 5, 7, 8, 9]) expect(await listed(limit)).toEqual(whole);
      expect((await inUse().ads.listAds({ limit: 8 })).nextCursor).toBeUndefined();
      expect((await inUse().ads.listAds({ limit: 7 })).nextCursor).toMatch(/^[\w-]{1,2048}$/);
    });

    test('keeps its order when ads change, come and go', async () => {
      for (const id of numbered('ad', 6)) await create(id);
      const whole = await listed(9);
      const first = await inUse().ads.listAds({ limit: 3 });
      await update(whole[4] ?? '', 'Changed');
      await inUse().ads.deleteAd(whole[2] ?? '', undefined);
      const { items } = await inUse().ads.listAds({ limit: 9, cursor: first.nextCursor });
      expect(items.map(({ adId }) => adId)).toEqual(whole.slice(3));
    });
  });
}
