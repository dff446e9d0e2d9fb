import type { Env } from '../config/env.ts';
import { readEnv } from '../config/env.ts';
import type { Chore } from '../wiring/wire-chores.ts';
import { onceWired } from './once-wired.ts';

/**
 * A function that a schedule or a stream calls. What they tell is not read: the store knows what is
 * due. A failure is thrown, so that AWS repeats the call and at last puts it aside.
 */
export function choreFunction(wire: (env: Env) => Promise<Chore>): () => Promise<number> {
  const wired = onceWired(() => wire(readEnv()));
  return async () => (await wired())();
}
