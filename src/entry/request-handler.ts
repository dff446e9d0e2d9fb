import type { FunctionApp } from '../wiring/function-app.ts';
import { type HttpEvent, MalformedEvent, readHttpEvent } from './lambda-event.ts';
import { bareResult, type LambdaResult, toLambdaResult } from './lambda-result.ts';
import { onceWired } from './once-wired.ts';

/** What AWS calls, with the operations it answers for those who compare them with a template. */
export interface HttpHandler {
  (event: unknown): Promise<LambdaResult>;
  readonly operationIds: readonly string[];
}

/** What a function does once it is wired, which its first event begins. */
export function requestHandler(
  wire: () => Promise<FunctionApp>,
  operationIds: readonly string[],
): HttpHandler {
  const wired = onceWired(wire);
  const handle = async (event: unknown) => {
    const app = await wired();
    let call: HttpEvent;
    try {
      call = readHttpEvent(event);
    } catch (error) {
      if (!(error instanceof MalformedEvent)) throw error;
      app.log.warn({ err: error }, 'malformed event');
      return bareResult(app.malformed());
    }
    const { request, remoteAddress } = call;
    return toLambdaResult(call, await app.fetch(request, { remoteAddress }));
  };
  return Object.assign(handle, { operationIds });
}
