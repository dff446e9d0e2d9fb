import { taskFunction } from '../entry/lambda-task.ts';
import { wireCheckExistingUser } from '../wiring/wire-tasks.ts';

export const handler = taskFunction(wireCheckExistingUser);
