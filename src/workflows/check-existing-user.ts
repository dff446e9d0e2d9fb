import type { checkExistingUser as CheckExistingUser } from '../usecases/users/check-existing-user.ts';
import { readNewProfile, type TaskInput } from './task-input.ts';

/** Gives its input on. @throws AppError USER_EXISTS */
export function checkExistingUserTask(check: ReturnType<typeof CheckExistingUser>) {
  return async (input: TaskInput): Promise<object> => {
    await check(readNewProfile(input).email);
    return input;
  };
}
