import { adWorks } from './ad-works.ts';
import { catalogueWorks } from './catalogue-works.ts';
import { guestCartWorks } from './guest-cart-works.ts';
import { orderDeskWorks } from './order-desk-works.ts';
import { orderWorks } from './order-works.ts';
import { productWorks } from './product-works.ts';
import { stockWorks } from './stock-works.ts';
import { userCartWorks } from './user-cart-works.ts';
import { webhookWorks } from './webhook-works.ts';
import type { Work } from './work.ts';

/** The shop as resources, beside the documents' own routes. */
export const resourceWorks: readonly Work[] = [
  ...catalogueWorks,
  ...productWorks,
  ...adWorks,
  ...stockWorks,
  ...userCartWorks,
  ...guestCartWorks,
  ...orderWorks,
  ...orderDeskWorks,
  ...webhookWorks,
];
