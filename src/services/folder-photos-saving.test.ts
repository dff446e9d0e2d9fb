import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { folderPhotos } from './folder-photos.ts';

let root: string;
let first: string;
let second: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kitroom-photos-'));
  first = join(root, 'first');
  second = join(root, 'second');
  mkdirSync(first);
  mkdirSync(second);
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

async function textOf(folders: readonly string[], id: string): Promise<string | undefined> {
  const photo = await folderPhotos(folders).findPhoto(id);
  return photo && Buffer.from(photo.bytes).toString();
}

const BAD_IDS = [
  '',
  '.',
  '..',
  '../kit-1',
  'a/b',
  'a\\b',
  'kit.1',
  'kit 1',
  'kit\0',
  'é',
  'kit-1\n',
];

describe('a saved photo', () => {
  test('is found, and leaves nothing beside it', async () => {
    const photos = folderPhotos([first, second]);
    await photos.savePhoto('kit-1', Buffer.from('new'));
    expect(await textOf([first], 'kit-1')).toBe('new');
    expect(readdirSync(first)).toEqual(['kit-1.png']);
    expect(readdirSync(second)).toEqual([]);
  });

  test('makes the folder it belongs in', async () => {
    const folder = join(root, 'data', 'photos');
    await folderPhotos([folder]).savePhoto('kit-1', Buffer.from('new'));
    expect(await textOf([folder], 'kit-1')).toBe('new');
  });

  test('stands before the sample, which comes back when it is deleted', async () => {
    writeFileSync(join(second, 'kit-1.png'), 'sample');
    const photos = folderPhotos([first, second]);
    await photos.savePhoto('kit-1', Buffer.from('new'));
    expect(await textOf([first, second], 'kit-1')).toBe('new');
    await photos.deletePhoto('kit-1');
    expect(await textOf([first, second], 'kit-1')).toBe('sample');
    await photos.deletePhoto('kit-1');
    expect(await textOf([first, second], 'kit-1')).toBe('sample');
    expect(readFileSync(join(second, 'kit-1.png'), 'utf8')).toBe('sample');
  });

  test('may have an id of 128 characters', async () => {
    const id = 'x'.repeat(128);
    await folderPhotos([first]).savePhoto(id, Buffer.from('new'));
    expect(await textOf([first], id)).toBe('new');
  });

  test('is read whole, and with its own version, while others save', async () => {
    const photos = folderPhotos([first]);
    const files = Array.from({ length: 24 }, (_, at) => Buffer.alloc(200_000, at + 1));
    await photos.savePhoto('kit-1', Buffer.alloc(200_000, 99));
    const versions = new Map<string, number>();
    let saving = true;
    const reader = (async () => {
      while (saving) {
        const found = await photos.findPhoto('kit-1');
        const byte = found?.bytes[0] ?? 0;
        expect(found?.bytes.length).toBe(200_000);
        expect(found?.bytes.every((one) => one === byte)).toBe(true);
        expect(versions.get(found?.version ?? '') ?? byte).toBe(byte);
        versions.set(found?.version ?? '', byte);
      }
    })();
    await Promise.all(files.map((file) => photos.savePhoto('kit-1', file)));
    saving = false;
    await reader;
    expect(readdirSync(first)).toEqual(['kit-1.png']);
  });

  test('changes its version within the same instant and at the same length', async () => {
    const photos = folderPhotos([first]);
    const versions = new Set<string | undefined>();
    for (let round = 0; round < 20; round += 1) {
      await photos.savePhoto('kit-1', randomBytes(10));
      // As if the clock of the disk had not moved.
      utimesSync(join(first, 'kit-1.png'), 1000, 1000);
      const before = (await photos.findPhoto('kit-1'))?.version;
      await photos.savePhoto('kit-1', randomBytes(10));
      utimesSync(join(first, 'kit-1.png'), 1000, 1000);
      const after = (await photos.findPhoto('kit-1'))?.version;
      expect(after).not.toBe(before);
      versions.add(before).add(after);
    }
    expect(versions).not.toContain(undefined);
  });

  test('whose writer crashed is not served', async () => {
    writeFileSync(join(first, 'kit-1.png.0000.tmp'), 'half');
    expect(await textOf([first], 'kit-1')).toBeUndefined();
    await expect(folderPhotos([first]).findPhoto('kit-1.png.0000.tmp')).rejects.toThrow();
  });
});

describe('an id that is none', () => {
  test.each([...BAD_IDS, 'x'.repeat(129)])(
    '%j is refused before the disk is touched',
    async (id) => {
      const photos = folderPhotos([join(root, 'missing'), second]);
      await expect(photos.findPhoto(id)).rejects.toThrow('The id of a photo');
      await expect(photos.savePhoto(id, Buffer.from('new'))).rejects.toThrow('The id of a photo');
      await expect(photos.deletePhoto(id)).rejects.toThrow('The id of a photo');
      expect(existsSync(join(root, 'missing'))).toBe(false);
    },
  );
});

describe('a disk that refuses', () => {
  const unavailable = { code: 'STORE_UNAVAILABLE', cause: expect.any(Error) };

  test('a photo in the place of a folder is unavailable', async () => {
    const photos = folderPhotos([first]);
    mkdirSync(join(first, 'kit-1.png'));
    await expect(photos.savePhoto('kit-1', Buffer.from('new'))).rejects.toMatchObject(unavailable);
    await expect(photos.deletePhoto('kit-1')).rejects.toMatchObject(unavailable);
    expect(readdirSync(first)).toEqual(['kit-1.png']);
  });

  test('a file where the folder should be is unavailable', async () => {
    const folder = join(root, 'file');
    writeFileSync(folder, '');
    const photos = folderPhotos([folder]);
    await expect(photos.savePhoto('kit-1', Buffer.from('new'))).rejects.toMatchObject(unavailable);
    await expect(photos.deletePhoto('kit-1')).rejects.toMatchObject(unavailable);
  });

  // Root may write anywhere.
  test.skipIf(process.getuid?.() === 0)('a folder without leave is unavailable', async () => {
    chmodSync(first, 0o500);
    const saved = folderPhotos([first]).savePhoto('kit-1', Buffer.from('new'));
    await expect(saved).rejects.toMatchObject(unavailable);
  });

  test('no folder at all is a fault of ours', async () => {
    const photos = folderPhotos([]);
    await expect(photos.savePhoto('kit-1', Buffer.from('new'))).rejects.toThrow('no folder');
    await expect(photos.deletePhoto('kit-1')).rejects.toThrow('no folder');
  });

  test('a folder that is not there has nothing to delete', async () => {
    await expect(folderPhotos([join(root, 'missing')]).deletePhoto('kit-1')).resolves.toBe(
      undefined,
    );
  });
});
