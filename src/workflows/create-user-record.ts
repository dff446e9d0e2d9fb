import type { createUserRecord as CreateUserRecord } from '../usecases/users/create-user-record.ts';
import { readNewProfile, readText, type TaskInput } from './task-input.ts';

/** Gives `{user_id}`. @throws AppError USER_EXISTS */
export function createUserRecordTask(create: ReturnType<typeof CreateUserRecord>) {
  return async (input: TaskInput): Promise<object> => {
    const userId = readText(input, 'userId');
    await create({
      userId,
      profile: readNewProfile(input),
      credential: readText(input, 'credential'),
    });
    return { userId };
  };
}
