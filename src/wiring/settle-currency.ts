import type { Store } from '../ports/store.ts';

/** Once and for all. @throws Error in one sentence when the shop's prices are in another currency */
export async function settleCurrency(store: Store, currency: string): Promise<void> {
  const settled = await store.settleCurrency(currency);
  if (settled === currency) return;
  throw new Error(`CURRENCY is ${currency}, but this shop's prices are in ${settled}`);
}
