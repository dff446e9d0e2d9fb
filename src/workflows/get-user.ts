import type { getUserId as GetUserId } from '../usecases/users/get-user-id.ts';
import { readText, type TaskInput } from './task-input.ts';

/** Adds the id of the account with the input's email. @throws AppError USER_NOT_FOUND */
export function getUserTask(getId: ReturnType<typeof GetUserId>) {
  return async (input: TaskInput): Promise<object> => ({
    ...input,
    userId: await getId(readText(input, 'email')),
  });
}
