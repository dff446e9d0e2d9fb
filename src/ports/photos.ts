export interface Photo {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Changes when the photo does. */
  readonly version: string;
}

/** The PNG of each product and ad, by its id. */
export interface Photos {
  findPhoto(id: string): Promise<Photo | undefined>;
  /** In one step: who reads meanwhile sees the whole of the one before or of this one. */
  savePhoto(id: string, png: Uint8Array): Promise<void>;
  /** Harmless when there is none. A photo that came with the sample shop stays. */
  deletePhoto(id: string): Promise<void>;
}
