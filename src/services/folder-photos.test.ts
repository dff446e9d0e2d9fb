import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
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

describe('photos in folders', () => {
  test('are the files named after the id', async () => {
    writeFileSync(join(first, 'kit-1.png'), 'the kit');
    expect(await textOf([first], 'kit-1')).toBe('the kit');
  });

  test('that are in no folder, or whose folder is not there, are undefined', async () => {
    expect(await textOf([first, second], 'kit-1')).toBeUndefined();
    expect(await textOf([join(root, 'missing')], 'kit-1')).toBeUndefined();
    expect(await textOf([], 'kit-1')).toBeUndefined();
  });

  test('come from the first folder that has them', async () => {
    writeFileSync(join(second, 'kit-1.png'), 'from the second');
    expect(await textOf([first, second], 'kit-1')).toBe('from the second');
    writeFileSync(join(first, 'kit-1.png'), 'from the first');
    expect(await textOf([first, second], 'kit-1')).toBe('from the first');
    expect(await textOf([join(root, 'missing'), second], 'kit-1')).toBe('from the second');
  });

  test('have a version that stays while they do and changes with them', async () => {
    const file = join(first, 'kit-1.png');
    const version = async () => (await folderPhotos([first]).findPhoto('kit-1'))?.version;
    writeFileSync(file, 'one');
    utimesSync(file, 1000, 1000);
    const before = await version();
    expect(await version()).toBe(before);
    utimesSync(file, 2000, 2000);
    const touched = await version();
    expect(touched).not.toBe(before);
    writeFileSync(file, 'longer');
    utimesSync(file, 2000, 2000);
    expect(await version()).not.toBe(touched);
  });

  test('have a version that an entity tag may hold', async () => {
    writeFileSync(join(first, 'kit-1.png'), 'one');
    expect((await folderPhotos([first]).findPhoto('kit-1'))?.version).toMatch(/^[\w-]+$/);
  });

  test('that cannot be read are unavailable, not absent', async () => {
    mkdirSync(join(first, 'kit-1.png'));
    await expect(folderPhotos([first, second]).findPhoto('kit-1')).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
    });
  });
});
