import type { getUser as GetUser } from '../usecases/users/get-user.ts';
import { readText, type TaskInput } from './task-input.ts';

/** Adds the id of the account with the input's email. @throws AppError USER_NOT_FOUND */
export function getUserTask(get: ReturnType<typeof GetUser>) {
  return async (input: TaskInput): Promise<object> => {
    const { userId } = await get({ email: readText(input, 'email') });
    return { ...input, userId };
  };
}
