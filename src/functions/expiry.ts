import { choreFunction } from '../entry/lambda-chore.ts';
import { wireExpiry } from '../wiring/wire-chores.ts';

export const handler = choreFunction(wireExpiry);
