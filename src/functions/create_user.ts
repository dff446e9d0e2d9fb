import { httpFunction } from '../entry/lambda-http.ts';
import { accountsPart } from '../wiring/parts/accounts-part.ts';

export const handler = httpFunction(accountsPart, ['createUser']);
