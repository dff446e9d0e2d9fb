import { BALL } from './fixtures.ts';

export interface GuestCall {
  readonly method: string;
  /** Of the path, after the cart's id. */
  readonly rest: string;
  readonly json?: unknown;
}

const ITEM = `/items/${BALL.product_id}/${BALL.size}`;

/** Every way to use a guest's cart. */
export const GUEST_CALLS: readonly GuestCall[] = [
  { method: 'GET', rest: '' },
  { method: 'POST', rest: '/items', json: BALL },
  { method: 'PUT', rest: ITEM, json: { quantity: 2 } },
  { method: 'DELETE', rest: ITEM },
  { method: 'DELETE', rest: '' },
];
