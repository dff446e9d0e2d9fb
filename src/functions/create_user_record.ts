import { taskFunction } from '../entry/lambda-task.ts';
import { wireCreateUserRecord } from '../wiring/wire-tasks.ts';

export const handler = taskFunction(wireCreateUserRecord);
