import { randomUUID } from 'node:crypto';
import sharp, { type Sharp } from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Api, apiClient, arriving, type HttpTarget, headerOf, textIn } from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { SMALL_PNG } from './sample-photo.ts';
import { newProduct, type TestProduct } from './shop-fixtures.ts';
import { adminApi, signUp } from './sign-in-fixtures.ts';

const MIB = 1024 * 1024;
const MAX_SIDE = 1600;
const MAX_PIXELS = 40_000_000;

/** Photos that admins upload. */
export function photosContract(target: HttpTarget): void {
  const api = apiClient(target);
  let asAdmin: Api;
  let flag: TestProduct;
  beforeAll(async () => {
    asAdmin = await adminApi(target);
    flag = await newProduct(asAdmin);
  });
  const put = (
    path: string,
    raw: Uint8Array<ArrayBuffer> | string,
    type = 'image/png',
    who = asAdmin,
  ) => who.send('PUT', `${path}/photo`, { raw, headers: { 'content-type': type } });
  const pathOf = ({ product_id }: TestProduct) => `/products/${product_id}`;
  const picture = (width = 30, height = 20) =>
    sharp({ create: { width, height, channels: 3, background: '#0a7' } });
  const bytesOf = async (image: Sharp) => Uint8Array.from(await image.toBuffer());

  describe('a photo', () => {
    test.each(['png', 'jpeg', 'webp'] as const)('saved as %s is shown as a PNG', async (format) => {
      const product = await newProduct(asAdmin);
      const file = await bytesOf(picture().toFormat(format));
      const answer = await put(pathOf(product), file, `image/${format}`);
      expect(answer.status, answer.text).toBe(200);
      expect(answer.body).toEqual({ message: 'Photo saved' });
      const photo = await api.get(`/photos/${product.product_id}.png`);
      expect(photo.status).toBe(200);
      expect(headerOf(photo, 'content-type')).toBe('image/png');
      const { format: shown, width, height } = await sharp(photo.bytes).metadata();
      expect({ shown, width, height }).toEqual({ shown: 'png', width: 30, height: 20 });
    });

    test('of a product and of an ad is its own', async () => {
      const adId = textIn(await asAdmin.post('/ads', { ad_label: 'x' }), 'ad_id');
      expect((await put(`/ads/${adId}`, SMALL_PNG)).status).toBe(200);
      expect((await api.get(`/photos/${adId}.png`)).status).toBe(200);
      expect((await asAdmin.delete(`/ads/${adId}`)).status).toBe(200);
      expectProblem(await api.get(`/photos/${adId}.png`), 'PHOTO_NOT_FOUND');
    });

    test('is what its bytes are, whatever type it is said to be', async () => {
      const jpeg = await bytesOf(picture().jpeg());
      expect((await put(pathOf(flag), jpeg, 'image/webp')).status).toBe(200);
      expect((await put(pathOf(flag), jpeg, 'IMAGE/PNG; x=y')).status).toBe(200);
    });

    test('of more than a page shows is made smaller', async () => {
      const product = await newProduct(asAdmin);
      await put(pathOf(product), await bytesOf(picture(2 * MAX_SIDE, 100).png()));
      const { bytes } = await api.get(`/photos/${product.product_id}.png`);
      expect(await sharp(bytes).metadata()).toMatchObject({ width: MAX_SIDE, height: 50 });
    });

    test('keeps nothing of the file but what is seen', async () => {
      const product = await newProduct(asAdmin);
      const secret = `taken-by-${randomUUID()}`;
      const file = await bytesOf(
        picture()
          .jpeg()
          .withExif({ IFD0: { Artist: secret, Copyright: secret } }),
      );
      expect(Buffer.from(file).includes(secret)).toBe(true);
      await put(pathOf(product), file, 'image/jpeg');
      const { bytes } = await api.get(`/photos/${product.product_id}.png`);
      expect(Buffer.from(bytes).includes(secret)).toBe(false);
    });

    test('that is replaced has another ETag, and so is one that is deleted no more', async () => {
      const product = await newProduct(asAdmin);
      const photo = `/photos/${product.product_id}.png`;
      await put(pathOf(product), SMALL_PNG);
      const first = await api.get(photo);
      const tag = headerOf(first, 'etag');
      expect((await api.get(photo, { 'if-none-match': tag })).status).toBe(304);
      await put(pathOf(product), await bytesOf(picture().png()));
      const second = await api.get(photo, { 'if-none-match': tag });
      expect(second.status).toBe(200);
      expect(headerOf(second, 'etag')).not.toBe(tag);
      for (let time = 0; time < 2; time += 1) {
        const answer = await asAdmin.delete(`${pathOf(product)}/photo`);
        expect(answer.body).toEqual({ message: 'Photo deleted' });
      }
      expectProblem(await api.get(photo), 'PHOTO_NOT_FOUND');
    });

    test('goes with its product', async () => {
      const product = await newProduct(asAdmin);
      await put(pathOf(product), SMALL_PNG);
      await asAdmin.delete(pathOf(product));
      expectProblem(await api.get(`/photos/${product.product_id}.png`), 'PHOTO_NOT_FOUND');
    });

    test.each([
      'text/plain',
      'application/json',
      'image/gif',
      'image/svg+xml',
      'multipart/form-data',
    ])('of the type %s is refused', async (type) => {
      expectProblem(await put(pathOf(flag), SMALL_PNG, type), 'UNSUPPORTED_PHOTO_TYPE');
    });

    test.each([
      ['text', () => new TextEncoder().encode('not a picture')],
      ['an SVG', () => new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>')],
      ['the first half of a PNG', () => SMALL_PNG.slice(0, SMALL_PNG.length / 2)],
      ['the start of a PNG', () => SMALL_PNG.slice(0, 8)],
      ['nothing', () => new Uint8Array()],
    ])('that is %s is refused', async (_name, file) => {
      const product = await newProduct(asAdmin);
      expectProblem(await put(pathOf(product), file()), 'INVALID_PHOTO');
      expectProblem(await api.get(`/photos/${product.product_id}.png`), 'PHOTO_NOT_FOUND');
    });

    test('of more than 5 MiB is refused, with a length and chunked', async () => {
      const file = new Uint8Array(5 * MIB + 1);
      file.set(SMALL_PNG);
      expectProblem(await put(pathOf(flag), file), 'PHOTO_TOO_LARGE');
      const raw = new Blob([file]).stream();
      const headers = { 'content-type': 'image/png' };
      const chunked = await asAdmin.send('PUT', `${pathOf(flag)}/photo`, { raw, headers });
      expectProblem(chunked, 'PHOTO_TOO_LARGE');
    });

    test('of few bytes and too many pixels is refused', async () => {
      const side = Math.ceil(Math.sqrt(MAX_PIXELS)) + 1;
      const bomb = await bytesOf(picture(side, side).png());
      expect(bomb.length).toBeLessThan(MIB);
      expectProblem(await put(pathOf(flag), bomb), 'PHOTO_TOO_MANY_PIXELS');
    });

    test('of what is unknown is 404', async () => {
      expectProblem(await put('/products/no-such-product', SMALL_PNG), 'PRODUCT_NOT_FOUND');
      expectProblem(await put('/ads/no-such-ad', SMALL_PNG), 'AD_NOT_FOUND');
      for (const id of arriving(target, ['..%2F..%2Fetc', 'a.b'])) {
        expectProblem(await put(`/products/${id}`, SMALL_PNG), 'INVALID_INPUT', ['#/product_id']);
      }
    });

    test('is for admins to save and delete', async () => {
      const user = api.as(await signUp(api));
      expectProblem(await put(pathOf(flag), SMALL_PNG, 'image/png', user), 'FORBIDDEN');
      expectProblem(await user.delete(`${pathOf(flag)}/photo`), 'FORBIDDEN');
    });
  });
}
