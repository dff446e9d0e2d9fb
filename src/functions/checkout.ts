import { httpFunction } from '../entry/lambda-http.ts';
import { ordersPart } from '../wiring/parts/orders-part.ts';

export const handler = httpFunction(ordersPart, ['checkout']);
