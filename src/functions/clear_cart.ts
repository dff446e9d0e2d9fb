import { httpFunction } from '../entry/lambda-http.ts';
import { cartsPart } from '../wiring/parts/carts-part.ts';

export const handler = httpFunction(cartsPart, ['clearCart']);
