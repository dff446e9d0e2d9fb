import { AppError } from '../../domain/errors.ts';
import type { Photo, Photos } from '../../ports/photos.ts';

/** @throws AppError PHOTO_NOT_FOUND */
export function getPhoto({ photos }: { readonly photos: Photos }) {
  return async (id: string): Promise<Photo> => {
    const photo = await photos.findPhoto(id);
    if (photo === undefined) throw new AppError('PHOTO_NOT_FOUND');
    return photo;
  };
}
