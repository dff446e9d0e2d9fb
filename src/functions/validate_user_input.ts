import { taskFunction } from '../entry/lambda-task.ts';
import { wireValidateUserInput } from '../wiring/wire-validate-user-input.ts';

export const handler = taskFunction(wireValidateUserInput);
