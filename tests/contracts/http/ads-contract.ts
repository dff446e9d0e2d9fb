import { randomUUID } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Api, apiClient, asList, type HttpTarget, headerOf, textIn } from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { UUID_V4, walk } from './fixtures.ts';
import { adminApi } from './sign-in-fixtures.ts';

/** Enough draws of three to see one of some dozens of ads, but for once in a billion runs. */
const DRAWS = 150;

/** `/ads` as admins keep them. */
export function adsContract(target: HttpTarget): void {
  const api = apiClient(target);
  let asAdmin: Api;
  const made: string[] = [];
  beforeAll(async () => {
    asAdmin = await adminApi(target);
  });
  afterEach(async () => {
    for (const adId of made.splice(0)) await asAdmin.delete(`/ads/${adId}`);
  });
  const create = async (ad_label = 'Corner flags') => {
    const answer = await asAdmin.post('/ads', { ad_label });
    expect(answer.status, answer.text).toBe(201);
    const adId = textIn(answer, 'ad_id');
    made.push(adId);
    return { adId, path: `/ads/${adId}`, answer };
  };
  const isShown = async (label: string) => {
    for (let draw = 0; draw < DRAWS; draw += 1) {
      const ads = asList((await api.get('/home_page')).body);
      if (ads.some((ad) => ad['ad_label'] === label)) return true;
    }
    return false;
  };

  describe('ads', () => {
    test('one is created under an id of ours, and says where it is', async () => {
      const { answer, adId, path } = await create();
      expect(adId).toMatch(UUID_V4);
      expect(headerOf(answer, 'location')).toBe(path);
      const shown = { ad_id: adId, ad_label: 'Corner flags', ad_photo: `${adId}.png`, version: 1 };
      expect(answer.body).toEqual(shown);
      const read = await asAdmin.get(path);
      expect(read.body).toEqual(shown);
      expect(headerOf(read, 'etag')).toBe(headerOf(answer, 'etag'));
      const again = await asAdmin.get(path, { 'if-none-match': headerOf(read, 'etag') });
      expect(again.status).toBe(304);
    });

    test('one under a given id is created once', async () => {
      const ad_id = `ad-${randomUUID()}`;
      made.push(ad_id);
      expect((await asAdmin.post('/ads', { ad_id, ad_label: 'One' })).status).toBe(201);
      expectProblem(await asAdmin.post('/ads', { ad_id, ad_label: 'Two' }), 'AD_EXISTS');
      expect((await asAdmin.get(`/ads/${ad_id}`)).body).toMatchObject({ ad_label: 'One' });
    });

    test.each([
      [{}, ['#/ad_label']],
      [{ ad_label: '' }, ['#/ad_label']],
      [{ ad_label: 'x'.repeat(201) }, ['#/ad_label']],
      [{ ad_label: 7, ad_id: 'a b', colour: 'red' }, ['#/ad_label', '#/ad_id', '#/colour']],
    ])('the body %j is refused', async (body, fields) => {
      expectProblem(await asAdmin.post('/ads', body), 'INVALID_INPUT', fields);
    });

    test('one is changed only as it was read', async () => {
      const { answer, path } = await create();
      const tag = headerOf(answer, 'etag');
      const changed = await asAdmin.put(path, { ad_label: 'Now' }, { 'if-match': tag });
      expect(changed.body).toMatchObject({ ad_label: 'Now', version: 2 });
      for (const ifMatch of [tag, `W/${headerOf(changed, 'etag')}`, '"x"']) {
        const headers = { 'if-match': ifMatch };
        expectProblem(await asAdmin.put(path, { ad_label: 'X' }, headers), 'VERSION_MISMATCH');
        expectProblem(await asAdmin.delete(path, headers), 'VERSION_MISMATCH');
      }
      expect((await asAdmin.get(path)).body).toMatchObject({ ad_label: 'Now' });
    });

    test('one that is deleted is gone', async () => {
      const { path } = await create();
      expect((await asAdmin.delete(path)).body).toEqual({ message: 'Ad deleted' });
      expectProblem(await asAdmin.get(path), 'AD_NOT_FOUND');
      expectProblem(await asAdmin.put(path, { ad_label: 'X' }), 'AD_NOT_FOUND');
      expectProblem(await asAdmin.delete(path), 'AD_NOT_FOUND');
    });

    test('a walk sees each once', async () => {
      const ids = [];
      for (let ad = 0; ad < 3; ad += 1) ids.push((await create()).adId);
      const seen = (await walk(asAdmin, '/ads?limit=2')).flat().map((ad) => ad['ad_id']);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toEqual(expect.arrayContaining(ids));
    });

    test.skipIf(target.adsMayBeOld)(
      'the home page shows one at once, under its label of now, and no more once deleted',
      async () => {
        const [before, now] = [`Before ${randomUUID()}`, `Now ${randomUUID()}`];
        const { path } = await create(before);
        expect(await isShown(before)).toBe(true);
        await asAdmin.put(path, { ad_label: now });
        expect(await isShown(now)).toBe(true);
        await asAdmin.delete(path);
        expect(await isShown(now)).toBe(false);
      },
    );
  });
}
