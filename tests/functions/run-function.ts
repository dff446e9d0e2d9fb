import { pathToFileURL } from 'node:url';
import type { Handler } from './function-gateway.ts';

/** What is run in a process of its own by `startFunction`: the function in the file that it is given. */
export interface CallMessage {
  readonly id: number;
  readonly event: unknown;
  /** Settings that are there from this event on. */
  readonly settings: Readonly<Record<string, string>>;
}

export interface AnswerMessage {
  readonly id: number;
  readonly result?: unknown;
  /** As runtime clients of Lambda before 4 tell it, which take the stack for a text. */
  readonly failure?: { readonly errorType: string; readonly errorMessage: string };
}

const { handler } = (await import(pathToFileURL(process.argv[2] ?? '').href)) as {
  readonly handler: Handler;
};

async function resultOf({ id, event, settings }: CallMessage): Promise<AnswerMessage> {
  Object.assign(process.env, settings);
  try {
    return { id, result: await handler(event) };
  } catch (error) {
    const { name, message, stack } = error as Error;
    const errorType = typeof stack === 'string' ? name : 'handled';
    return { id, failure: { errorType, errorMessage: message } };
  }
}

async function answer(message: CallMessage): Promise<void> {
  process.send?.(await resultOf(message));
}

process.on('message', (message: CallMessage) => void answer(message));
