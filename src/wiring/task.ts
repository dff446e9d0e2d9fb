import { AppError } from '../domain/errors.ts';
import { taskFailure } from '../services/task-failure.ts';

/** A task of a workflow: JSON in, JSON out. */
export type Task = (input: Readonly<Record<string, unknown>>) => Promise<object>;

/** The task with its failures as a state machine reads them. */
export function tellingFailures(task: Task): Task {
  return async (input) => {
    try {
      return await task(input);
    } catch (error) {
      throw error instanceof AppError ? taskFailure(error) : error;
    }
  };
}
