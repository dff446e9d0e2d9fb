import { choreFunction } from '../entry/lambda-chore.ts';
import { wireEvents } from '../wiring/wire-chores.ts';

export const handler = choreFunction(wireEvents);
