import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Photo } from '../ports/photos.ts';
import { bucketPhotos } from './bucket-photos.ts';

const folder = mkdtempSync(join(tmpdir(), 'kitroom-bucket-'));
const server = new S3rver({
  port: 0,
  address: '127.0.0.1',
  directory: folder,
  silent: true,
  configureBuckets: [{ name: 'photos', configs: [] }],
});
let endpoint: string;
beforeAll(async () => {
  const { port } = await server.run();
  endpoint = `http://127.0.0.1:${port}`;
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const sample: Photo = { bytes: Uint8Array.of(1, 2, 3), version: 'sample' };
const photosOf = (bucket = 'photos', at = endpoint) =>
  bucketPhotos(
    {
      bucket,
      endpoint: at,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
    },
    { findPhoto: async (id) => (id === 'sample' ? sample : undefined) },
  );

describe('photos in a bucket', () => {
  test('are found as they were saved, also by another process', async () => {
    const png = Uint8Array.from({ length: 70_000 }, (_, index) => index % 251);
    await photosOf().savePhoto('kit_1-A', png);
    expect((await photosOf().findPhoto('kit_1-A'))?.bytes).toEqual(png);
  });

  test('have another version when they are replaced', async () => {
    const photos = photosOf();
    await photos.savePhoto('kit', Uint8Array.of(1));
    const before = await photos.findPhoto('kit');
    expect((await photos.findPhoto('kit'))?.version).toBe(before?.version);
    await photos.savePhoto('kit', Uint8Array.of(2));
    const after = await photos.findPhoto('kit');
    expect(after?.bytes).toEqual(Uint8Array.of(2));
    expect(after?.version).not.toBe(before?.version);
    expect(after?.version).toMatch(/^[\w-]+$/);
  });

  test('that are not there are looked for among the others', async () => {
    const photos = photosOf();
    expect(await photos.findPhoto('nothing')).toBeUndefined();
    expect(await photos.findPhoto('sample')).toEqual(sample);
    await photos.savePhoto('sample', Uint8Array.of(9));
    expect((await photos.findPhoto('sample'))?.bytes).toEqual(Uint8Array.of(9));
    await photos.deletePhoto('sample');
    expect(await photos.findPhoto('sample')).toEqual(sample);
  });

  test('may be deleted twice', async () => {
    const photos = photosOf();
    await photos.savePhoto('gone', Uint8Array.of(1));
    await photos.deletePhoto('gone');
    await photos.deletePhoto('gone');
    expect(await photos.findPhoto('gone')).toBeUndefined();
  });

  test('are unavailable, and not absent, when there is no such bucket', async () => {
    const photos = photosOf('elsewhere');
    const unavailable = { code: 'STORE_UNAVAILABLE' };
    await expect(photos.findPhoto('sample')).rejects.toMatchObject(unavailable);
    await expect(photos.savePhoto('kit', Uint8Array.of(1))).rejects.toMatchObject(unavailable);
    await expect(photos.deletePhoto('kit')).rejects.toMatchObject(unavailable);
  });

  test('are unavailable when nothing answers', async () => {
    const photos = photosOf('photos', 'http://127.0.0.1:1');
    await expect(photos.findPhoto('kit')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });
});
