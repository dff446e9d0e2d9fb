import { readEnv } from '../config/env.ts';
import { wirePages } from '../wiring/wire-pages.ts';
import { type HttpHandler, requestHandler } from './request-handler.ts';

/** The function that has the pages, and the answer where no other has a route. */
export function pagesFunction(operationIds: readonly string[]): HttpHandler {
  return requestHandler(() => wirePages(readEnv(), operationIds), operationIds);
}
