/**
 * Gives what is wired at the first call, and from then on the same. What failed is tried again at
 * the next call, since a secret that cannot be read now may be readable then.
 */
export function onceWired<Wired>(wire: () => Promise<Wired>): () => Promise<Wired> {
  let wired: Promise<Wired> | undefined;
  return () => {
    wired ??= wire().catch((error: unknown) => {
      wired = undefined;
      throw error;
    });
    return wired;
  };
}
