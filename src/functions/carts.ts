import { httpFunction } from '../entry/lambda-http.ts';
import { cartsPart } from '../wiring/parts/carts-part.ts';

export const handler = httpFunction(cartsPart, [
  'getCart',
  'emptyCart',
  'addCartItem',
  'setCartItem',
  'removeCartItem',
  'mergeGuestCart',
  'createGuestCart',
  'getGuestCart',
  'emptyGuestCart',
  'addGuestCartItem',
  'setGuestCartItem',
  'removeGuestCartItem',
]);
