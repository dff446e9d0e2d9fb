export interface Photo {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Changes when the photo does. */
  readonly version: string;
}

export interface Photos {
  /** The PNG of a product or an ad. */
  findPhoto(id: string): Promise<Photo | undefined>;
}
