import { describe, expect, test } from 'vitest';
import { apiClient, arriving, asList, type HttpTarget, headerOf } from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { walk } from './fixtures.ts';

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const SAMPLE_ADS = 13;

/** Row S: `home_page`, `load_products`, and the photos they name. */
export function shopCatalogueContract(target: HttpTarget): void {
  const api = apiClient(target);
  const load = (query: string) => api.get(`/load_products${query}`);

  describe('home_page', () => {
    test('it shows three different ads, each with its photo', async () => {
      const answer = await api.get('/home_page');
      expect(answer.status).toBe(200);
      const ads = asList(answer.body);
      expect(new Set(ads.map((ad) => ad['ad_id'])).size).toBe(3);
      for (const ad of ads) {
        const ad_photo = `${ad['ad_id']}.png`;
        expect(ad).toEqual({ ad_id: expect.any(String), ad_label: expect.any(String), ad_photo });
        expect((await api.get(`/photos/${ad_photo}`)).status).toBe(200);
      }
    });

    test('every ad is about equally likely', async () => {
      const calls = 600;
      const counts = new Map<unknown, number>();
      for (let call = 0; call < calls; call += 1) {
        const ids = asList((await api.get('/home_page')).body).map((ad) => ad['ad_id']);
        expect(new Set(ids).size).toBe(3);
        for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
      }
      expect(counts.size).toBe(SAMPLE_ADS);
      // Six standard deviations: a fair draw fails this once in some hundred million runs.
      const chance = 3 / SAMPLE_ADS;
      const tolerance = 6 * Math.sqrt(calls * chance * (1 - chance));
      for (const count of counts.values()) {
        expect(Math.abs(count - calls * chance)).toBeLessThan(tolerance);
      }
    });

    test('it takes no query', async () => {
      expectProblem(await api.get('/home_page?count=5'), 'INVALID_INPUT', {
        '#/count': 'is not a known field',
      });
    });
  });

  describe('load_products', () => {
    test.each([
      ['kit-pellanby-rovers-home', 'kits', 84.99, /^Pellanby Rovers Home (?:\d{4}|\d{4}\/\d{2})$/i],
      ['boot-kaldrova-ridgeline-fg', 'boots', 189.99, /^Kaldrova Ridgeline FG$/],
      ['acc-match-ball', 'accessories', 109.99, /^Meridian Match Ball$/],
    ])('the product %s is a list of one', async (id, productTag, price, label) => {
      const answer = await load(`?product_id=${id}`);
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual([
        {
          productLabel: expect.stringMatching(label),
          price,
          photoID: `${id}.png`,
          product_id: id,
          productDescription: expect.stringMatching(/\w+ \w+/),
          productTag,
        },
      ]);
    });

    test.each([
      ['kits', 30],
      ['boots', 26],
      ['accessories', 13],
    ])('the tag %s has its products, each once', async (tag, count) => {
      const answer = await load(`?product_tag=${tag}`);
      const products = asList(answer.body);
      expect(products).toHaveLength(count);
      expect(new Set(products.map((product) => product['product_id'])).size).toBe(count);
      expect(new Set(products.map((product) => product['productTag']))).toEqual(new Set([tag]));
      expect(answer.headers.get('link')).toBeNull();
    });

    test.each([1, 7, 1000])('a walk of %i a page sees every product once', async (limit) => {
      const pages = await walk(api, `/load_products?product_tag=kits&limit=${limit}`);
      expect(pages).toHaveLength(Math.ceil(30 / limit));
      expect(pages.flat()).toEqual(asList((await load('?product_tag=kits')).body));
    });

    test('the tag wins over an id', async () => {
      const both = await load('?product_tag=boots&product_id=acc-match-ball');
      expect(both.body).toEqual((await load('?product_tag=boots')).body);
    });

    test('an unknown tag has no products', async () => {
      const answer = await load('?product_tag=hats%27%20OR%201%3D1--');
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual([]);
    });

    test('an unknown id is 404', async () => {
      expectProblem(await load('?product_id=acc-nothing'), 'PRODUCT_NOT_FOUND');
    });

    test.each([
      ['', { '#': 'must have product_tag or product_id' }],
      ['?', { '#': 'must have product_tag or product_id' }],
      ['?product_tag=', { '#/product_tag': 'must not be empty' }],
      ['?product_id=', { '#/product_id': 'must not be empty' }],
      [
        '?tag=kits',
        { '#': 'must have product_tag or product_id', '#/tag': 'is not a known field' },
      ],
      ['?product_tag=kits&product_tag=boots', { '#/product_tag': 'must be given once' }],
      ['?product_tag=kits&limit=0', { '#/limit': 'must be a whole number from 1 to 1000' }],
      ['?product_id=a%00b', { '#/product_id': 'must not contain control characters' }],
    ])('the query "%s" is refused', async (query, fields) => {
      expectProblem(await load(query), 'INVALID_QUERY_PARAMETERS', fields);
    });

    test('an edited cursor is refused', async () => {
      const answer = await load('?product_tag=kits&cursor=abc');
      expectProblem(answer, 'INVALID_CURSOR', ['#/cursor']);
    });

    test('every product has its photo', async () => {
      for (const tag of ['kits', 'boots', 'accessories']) {
        for (const product of asList((await load(`?product_tag=${tag}`)).body)) {
          const photo = await api.send('HEAD', `/photos/${product['photoID']}`);
          expect(photo.status, String(product['photoID'])).toBe(200);
        }
      }
    });
  });

  describe('photos', () => {
    test('a photo is a PNG', async () => {
      const answer = await api.get('/photos/acc-match-ball.png');
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('image/png');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect([...answer.bytes.slice(0, 8)]).toEqual(PNG_SIGNATURE);
    });

    test('a photo one has already is answered with 304', async () => {
      const tag = headerOf(await api.get('/photos/acc-match-ball.png'), 'etag');
      const again = await api.get('/photos/acc-match-ball.png', { 'if-none-match': tag });
      expect(again.status).toBe(304);
      expect(again.bytes).toHaveLength(0);
    });

    test('an unknown photo is 404', async () => {
      expectProblem(await api.get('/photos/acc-nothing.png'), 'PHOTO_NOT_FOUND');
    });

    test.each(
      arriving(target, ['x.jpg', 'x', '..%2F..%2Fpackage.json', '..%2Fx.png', 'a%00.png', '.png']),
    )('the file name %s is refused', async (file) => {
      expectProblem(await api.get(`/photos/${file}`), 'INVALID_INPUT', {
        '#/file': 'must be <id>.png',
      });
    });
  });
}
