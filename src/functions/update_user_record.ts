import { taskFunction } from '../entry/lambda-task.ts';
import { wireUpdateUserRecord } from '../wiring/wire-tasks.ts';

export const handler = taskFunction(wireUpdateUserRecord);
