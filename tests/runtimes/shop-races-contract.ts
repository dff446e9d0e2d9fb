import { cartRacesContract } from './cart-races-contract.ts';
import { checkoutRacesContract } from './checkout-races-contract.ts';
import { stockRacesContract } from './stock-races-contract.ts';

/** The shop used through several servers at once; `settings` are those of the store they share. */
export function shopRacesContract(
  addresses: () => readonly string[],
  settings: () => Readonly<Record<string, string>>,
): void {
  cartRacesContract(addresses);
  checkoutRacesContract(addresses);
  stockRacesContract(addresses, settings);
}
