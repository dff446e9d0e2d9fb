import { httpFunction } from '../entry/lambda-http.ts';
import { taskFunction } from '../entry/lambda-task.ts';
import { taskOrRequest } from '../entry/task-or-request.ts';
import { accountsPart } from '../wiring/parts/accounts-part.ts';
import { wireGetUser } from '../wiring/wire-tasks.ts';

export const handler = taskOrRequest(
  taskFunction(wireGetUser),
  httpFunction(accountsPart, ['getUser', 'getUserByEmail']),
);
