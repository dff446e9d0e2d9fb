import { httpFunction } from '../entry/lambda-http.ts';
import { healthPart } from '../wiring/parts/health-part.ts';

export const handler = httpFunction(healthPart, ['live', 'ready']);
