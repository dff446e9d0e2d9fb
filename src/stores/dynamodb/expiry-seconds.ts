/** An instant as the engine takes the end of an item: it removes it then, or days later. */
export function expirySeconds(instant: string): number {
  return Math.ceil(Date.parse(instant) / 1000);
}
