import type { Clock } from '../ports/clock.ts';
import type { TaskUseCases } from '../usecases/use-cases.ts';
import { checkExistingUserTask } from './check-existing-user.ts';
import { createUserRecordTask } from './create-user-record.ts';
import { getUserTask } from './get-user.ts';
import { updateUserRecordTask } from './update-user-record.ts';
import { validateUserInput } from './validate-user-input.ts';

/** The documents' named functions, by the names the workflow files call them by. */
export function workflowTasks(useCases: TaskUseCases, clock: Clock) {
  return {
    validate_user_input: validateUserInput({ clock }),
    check_existing_user: checkExistingUserTask(useCases.checkExistingUser),
    create_user_record: createUserRecordTask(useCases.createUserRecord),
    get_user: getUserTask(useCases.getUserId),
    update_user_record: updateUserRecordTask(useCases.updateUser),
  };
}
