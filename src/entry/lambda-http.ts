import { readEnv } from '../config/env.ts';
import { type RoutePart, wireFunction } from '../wiring/wire-function.ts';
import { type HttpHandler, requestHandler } from './request-handler.ts';

/** A function that answers some operations of a part of the system. */
export function httpFunction(part: RoutePart, operationIds: readonly string[]): HttpHandler {
  return requestHandler(() => wireFunction(readEnv(), part, operationIds), operationIds);
}
