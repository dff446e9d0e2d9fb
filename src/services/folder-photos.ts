import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../domain/errors.ts';
import { photoFile } from '../domain/product.ts';
import type { Photo, Photos } from '../ports/photos.ts';

/** PNG files named "<id>.png", looked for in each folder in turn. */
export function folderPhotos(folders: readonly string[]): Photos {
  return {
    async findPhoto(id) {
      for (const folder of folders) {
        const photo = await readPhoto(join(folder, photoFile(id)));
        if (photo !== undefined) return photo;
      }
      return undefined;
    },
  };
}

async function readPhoto(file: string): Promise<Photo | undefined> {
  try {
    const { mtimeMs, size } = await stat(file);
    const bytes = Uint8Array.from(await readFile(file));
    return { bytes, version: `${Math.trunc(mtimeMs).toString(36)}-${size.toString(36)}` };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new AppError('STORE_UNAVAILABLE', { cause: error });
  }
}
