import { parseConfig } from '../config/config.ts';
import type { Env } from '../config/env.ts';
import { validateUserInput } from '../workflows/validate-user-input.ts';
import type { Task } from './task.ts';

/** The one task that needs no store. */
export async function wireValidateUserInput(env: Env): Promise<Task> {
  // A setting that is wrong should fail here as it does everywhere.
  parseConfig(env);
  return validateUserInput({ clock: () => new Date() });
}
