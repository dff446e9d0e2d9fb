import type { Photos } from '../../ports/photos.ts';

/** Harmless when there is none. */
export function deletePhoto({ photos }: { readonly photos: Photos }) {
  return (id: string): Promise<void> => photos.deletePhoto(id);
}
