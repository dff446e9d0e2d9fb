import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { LambdaResult } from '../../src/entry/lambda-result.ts';
import type { AnswerMessage, CallMessage } from './run-function.ts';

const RUN = fileURLToPath(new URL('./run-function.ts', import.meta.url));
type Settings = Readonly<Record<string, string>>;

/** A built function in a process that has nothing in its environment but the settings. */
export interface FunctionProcess {
  /** The settings are added to those before. @throws FunctionFailure */
  call(event: unknown, settings?: Settings): Promise<unknown>;
  /** Ends it, and gives all that it wrote. */
  stop(): Promise<string>;
}

/** What Lambda would tell of a function that threw. */
class FunctionFailure extends Error {
  readonly errorType: string;

  constructor(errorType: string, message: string) {
    super(message);
    this.errorType = errorType;
  }
}

export function startFunction(folder: string, name: string, settings: Settings): FunctionProcess {
  const child = fork(RUN, [join(folder, name, 'index.mjs')], {
    ...{ env: { ...settings }, cwd: folder, serialization: 'advanced' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('It has no output');
  const written = Promise.all([text(stdout), text(stderr)]);
  const exited = once(child, 'exit');
  const waiting = new Map<number, (answer: AnswerMessage) => void>();
  child.on('message', (answer: AnswerMessage) => waiting.get(answer.id)?.(answer));
  let calls = 0;
  return {
    async call(event, added = {}) {
      calls += 1;
      const message: CallMessage = { id: calls, event, settings: added };
      const answered = new Promise<AnswerMessage>((resolve, reject) => {
        waiting.set(message.id, resolve);
        exited.then(() => reject(new Error(`${name} ended`)), reject);
      });
      child.send(message);
      const { failure, result } = await answered;
      if (failure !== undefined) throw new FunctionFailure(failure.errorType, failure.errorMessage);
      return result;
    },
    async stop() {
      if (child.connected) child.disconnect();
      await exited;
      return (await written).join('');
    },
  };
}

/** As an answer to a request. */
export async function answerOf(called: Promise<unknown>): Promise<LambdaResult> {
  return (await called) as LambdaResult;
}
