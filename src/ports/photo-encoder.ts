export type PhotoOutcome =
  | { readonly kind: 'encoded'; readonly png: Uint8Array<ArrayBuffer> }
  /** By its bytes no PNG, JPEG or WebP, or one that is broken or cut off. */
  | { readonly kind: 'not-a-photo' }
  | { readonly kind: 'too-many-pixels' };

/** Draws pictures of strangers anew. */
export interface PhotoEncoder {
  /** A PNG of the same picture: upright, without metadata, at most so large as a page shows. */
  toPng(file: Uint8Array): Promise<PhotoOutcome>;
}
