import type { Spending } from './spending-meter.ts';

// On demand, standard class, us-east-1, since November 2024; dollars a million units.
export const WRITE_PRICE = 0.625;
export const READ_PRICE = 0.125;

/** Dollars for a million of the same. */
export function priceOf({
  readUnits,
  writeUnits,
}: Pick<Spending, 'readUnits' | 'writeUnits'>): string {
  return (readUnits * READ_PRICE + writeUnits * WRITE_PRICE).toFixed(2);
}
