import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../domain/errors.ts';
import { photoFile } from '../domain/product.ts';
import type { Photo, Photos } from '../ports/photos.ts';

const ID = /^[A-Za-z0-9_-]{1,128}$/;
const IS_POSIX = process.platform !== 'win32';

/**
 * PNG files named "<id>.png", looked for in each folder in turn. The first is made when it is
 * missing and is the only one that is ever written to.
 */
export function folderPhotos(folders: readonly string[]): Photos {
  return {
    async findPhoto(id) {
      const name = fileOf(id);
      for (const folder of folders) {
        const photo = await readPhoto(join(folder, name));
        if (photo !== undefined) return photo;
      }
      return undefined;
    },
    async savePhoto(id, png) {
      const [folder, name] = [writtenOf(folders), fileOf(id)];
      await orUnavailable(() => writeWhole(folder, name, png));
    },
    async deletePhoto(id) {
      const [folder, name] = [writtenOf(folders), fileOf(id)];
      await orUnavailable(() => remove(folder, name));
    },
  };
}

/** @throws Error for an id that could lead out of the folder, or to what is being written */
function fileOf(id: string): string {
  if (!ID.test(id)) throw new Error('The id of a photo is 1 to 128 of A-Z, a-z, 0-9, "_" and "-"');
  return photoFile(id);
}

function writtenOf([folder]: readonly string[]): string {
  if (folder === undefined) throw new Error('There is no folder to keep photos in');
  return folder;
}

async function orUnavailable<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw new AppError('STORE_UNAVAILABLE', { cause: error });
  }
}

function readPhoto(file: string): Promise<Photo | undefined> {
  return orUnavailable(async () => {
    await using handle = await unlessMissing(open(file, 'r'));
    if (handle === undefined) return undefined;
    // Of the opened file, so that a version never stands with the bytes of another.
    const { ino, mtimeNs, size } = await handle.stat({ bigint: true });
    const bytes = await handle.readFile();
    // A file that replaces one lies beside it first, so the two differ in their inode at least.
    return { bytes, version: [mtimeNs, size, ino].map((part) => part.toString(36)).join('-') };
  });
}

async function writeWhole(folder: string, name: string, png: Uint8Array): Promise<void> {
  const made = await mkdir(folder, { recursive: true });
  if (made !== undefined) await syncFolder(dirname(folder));
  const beside = join(folder, `${name}.${randomUUID()}.tmp`);
  try {
    await writeSynced(beside, png);
    await rename(beside, join(folder, name));
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  await syncFolder(folder);
}

async function writeSynced(file: string, bytes: Uint8Array): Promise<void> {
  await using handle = await open(file, 'wx');
  await handle.writeFile(bytes);
  await handle.sync();
}

async function remove(folder: string, name: string): Promise<void> {
  const done = await unlessMissing(unlink(join(folder, name)).then(() => true));
  if (done) await syncFolder(folder);
}

async function unlessMissing<Value>(result: Promise<Value>): Promise<Value | undefined> {
  try {
    return await result;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** A name is only safe from a loss of power once its folder is. */
async function syncFolder(folder: string): Promise<void> {
  if (!IS_POSIX) return;
  await using handle = await open(folder, 'r');
  await handle.sync();
}
