import { httpFunction } from '../entry/lambda-http.ts';
import { cataloguePart } from '../wiring/parts/catalogue-part.ts';

export const handler = httpFunction(cataloguePart, ['homePage']);
