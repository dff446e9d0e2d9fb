import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import type { Photos } from '../ports/photos.ts';
import { folderPhotos } from '../services/folder-photos.ts';
import { SAMPLE_PHOTOS } from '../services/sample-catalogue.ts';

/** Photos in the data folder or in a bucket, and behind them those of the sample shop. */
export async function openPhotos({ dataDir, photoBucket }: Config): Promise<Photos> {
  if (photoBucket === undefined) return folderPhotos([join(dataDir, 'photos'), SAMPLE_PHOTOS]);
  // Its client is large, and few need it.
  const { bucketPhotos } = await import('../services/bucket-photos.ts');
  return bucketPhotos(photoBucket, folderPhotos([SAMPLE_PHOTOS]));
}
