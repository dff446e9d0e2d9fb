/** The smallest whole PNG, of two by two pixels. */
export const SMALL_PNG = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAD0lEQVQImWNgWFUOQhAKAB3OBIUZGFkdAAAAAElFTkSuQmCC',
    'base64',
  ),
);
