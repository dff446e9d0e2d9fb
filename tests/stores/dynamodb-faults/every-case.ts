import { ACCESS_CASES } from './access-cases.ts';
import { CART_CASES } from './cart-cases.ts';
import { CREDENTIAL_CASES } from './credential-cases.ts';
import type { FaultCase } from './fault-cases.ts';
import { ORDER_CASES } from './order-cases.ts';
import { SESSION_CASES } from './session-cases.ts';
import { SHOP_CASES } from './shop-cases.ts';
import { STOCK_CASES } from './stock-cases.ts';
import { THROTTLE_CASES } from './throttle-cases.ts';
import { USER_CASES } from './user-cases.ts';

export const EVERY_CASE: readonly FaultCase[] = [
  ...USER_CASES,
  ...ACCESS_CASES,
  ...CREDENTIAL_CASES,
  ...SESSION_CASES,
  ...THROTTLE_CASES,
  ...SHOP_CASES,
  ...STOCK_CASES,
  ...ORDER_CASES,
  ...CART_CASES,
];
