import { type Env, readEnv } from '../config/env.ts';
import { type Task, tellingFailures } from '../wiring/task.ts';
import { onceWired } from './once-wired.ts';

/** A function that a workflow calls: its failures are named by their codes. */
export function taskFunction(wire: (env: Env) => Promise<Task>): Task {
  const wired = onceWired(async () => tellingFailures(await wire(readEnv())));
  return async (input) => (await wired())(input);
}
