import type { updateUser as UpdateUser } from '../usecases/users/update-user.ts';
import {
  readExpectedVersions,
  readKeptSession,
  readRecord,
  readText,
  type TaskInput,
} from './task-input.ts';

/** Gives `{userId, version}`. @throws AppError USER_NOT_FOUND, VERSION_MISMATCH, EMAIL_TAKEN */
export function updateUserRecordTask(update: ReturnType<typeof UpdateUser>) {
  return async (input: TaskInput): Promise<object> => {
    const { userId, version } = await update(
      readText(input, 'userId'),
      // validate_user_input let only profile fields through.
      readRecord(input, 'profile'),
      {
        expectedVersions: readExpectedVersions(input),
        keptSession: readKeptSession(input),
      },
    );
    return { userId, version };
  };
}
