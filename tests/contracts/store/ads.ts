import { describe, expect, test } from 'vitest';
import { numbered, type StoreInUse } from './sample-rows.ts';

const DRAWS = 300;

export function adsContract(inUse: StoreInUse): void {
  const add = (ids: readonly string[]) =>
    inUse().importCatalogue({
      ads: ids.map((adId) => ({ adId, label: `Label of ${adId}` })),
      products: [],
    });
  const draw = async (count: number) => (await inUse().ads.sampleAds(count)).map((ad) => ad.adId);

  describe('ads', () => {
    test('of no ads none are drawn', async () => {
      expect(await draw(3)).toEqual([]);
    });

    test('of fewer than asked for all are drawn, as they were imported', async () => {
      await add(['a', 'b']);
      const ads = await inUse().ads.sampleAds(3);
      expect([...ads].sort((left, right) => (left.adId < right.adId ? -1 : 1))).toEqual([
        { adId: 'a', label: 'Label of a' },
        { adId: 'b', label: 'Label of b' },
      ]);
    });

    test('as many different ads are drawn as asked for', async () => {
      await add(numbered('ad', 10));
      for (const count of [1, 3, 10]) {
        const drawn = await draw(count);
        expect(new Set(drawn).size).toBe(count);
        expect(drawn).toHaveLength(count);
      }
    });

    test('each ad is as likely as any other, in every place', async () => {
      const ids = numbered('ad', 4);
      await add(ids);
      const places = ids.map(() => [0, 0]);
      for (let index = 0; index < DRAWS; index += 1) {
        for (const [place, id] of (await draw(2)).entries()) {
          const counts = places[ids.indexOf(id)] as number[];
          counts[place] = (counts[place] ?? 0) + 1;
        }
      }
      // Each count is binomial with mean 75 and deviation 7.5: six deviations are one in 10^9.
      for (const count of places.flat()) {
        expect(count).toBeGreaterThan(DRAWS / 4 - 45);
        expect(count).toBeLessThan(DRAWS / 4 + 45);
      }
    });
  });
}
