import { adsContract } from './ads-contract.ts';
import type { HttpTarget } from './api-client.ts';
import { cartItemsContract } from './cart-items-contract.ts';
import { cartLimitsContract } from './cart-limits-contract.ts';
import { cartWarningsContract } from './cart-warnings-contract.ts';
import { catalogueListsContract } from './catalogue-lists-contract.ts';
import { catalogueSearchContract } from './catalogue-search-contract.ts';
import { guestCartMergingContract } from './guest-cart-merging-contract.ts';
import { guestCartsContract } from './guest-carts-contract.ts';
import { orderDeskContract } from './order-desk-contract.ts';
import { orderPlacingContract } from './order-placing-contract.ts';
import { orderRacesContract } from './order-races-contract.ts';
import { orderReadingContract } from './order-reading-contract.ts';
import { orderRefusalsContract } from './order-refusals-contract.ts';
import { orderStatusContract } from './order-status-contract.ts';
import { photosContract } from './photos-contract.ts';
import { productChangesContract } from './product-changes-contract.ts';
import { productCreationContract } from './product-creation-contract.ts';
import { stockContract } from './stock-contract.ts';
import { stockMovementsContract } from './stock-movements-contract.ts';

/** The shop as resources, in either access mode. */
export function resourcesContract(target: HttpTarget): void {
  catalogueListsContract(target);
  catalogueSearchContract(target);
  productCreationContract(target);
  productChangesContract(target);
  adsContract(target);
  stockContract(target);
  stockMovementsContract(target);
  cartItemsContract(target);
  cartLimitsContract(target);
  cartWarningsContract(target);
  guestCartsContract(target);
  guestCartMergingContract(target);
  orderPlacingContract(target);
  orderRefusalsContract(target);
  orderRacesContract(target);
  orderReadingContract(target);
  orderStatusContract(target);
  orderDeskContract(target);
  photosContract(target);
}
