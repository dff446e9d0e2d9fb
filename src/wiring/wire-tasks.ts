import { parseConfig } from '../config/config.ts';
import type { Env } from '../config/env.ts';
import { dynamodbUsers } from '../stores/dynamodb/dynamodb-users.ts';
import { checkExistingUser } from '../usecases/users/check-existing-user.ts';
import { createUserRecord } from '../usecases/users/create-user-record.ts';
import { getUserId } from '../usecases/users/get-user-id.ts';
import { updateUser } from '../usecases/users/update-user.ts';
import { checkExistingUserTask } from '../workflows/check-existing-user.ts';
import { createUserRecordTask } from '../workflows/create-user-record.ts';
import { getUserTask } from '../workflows/get-user.ts';
import { updateUserRecordTask } from '../workflows/update-user-record.ts';
import { functionPorts, withSecrets } from './function-ports.ts';
import { openConnection } from './open-connection.ts';
import type { Task } from './task.ts';
import { workflowCredentials } from './workflow-credentials.ts';

/** What the tasks over accounts are made of; each makes the one that its function runs. */
async function accountPorts(env: Env) {
  const config = parseConfig(env);
  return { ...functionPorts(config), config, users: dynamodbUsers(openConnection(config)) };
}

export async function wireCheckExistingUser(env: Env): Promise<Task> {
  return checkExistingUserTask(checkExistingUser(await accountPorts(env)));
}

/** @throws Error in one sentence without the key of the credentials */
export async function wireCreateUserRecord(env: Env): Promise<Task> {
  const ports = await accountPorts(await withSecrets(env));
  const credentials = workflowCredentials(ports.config);
  return createUserRecordTask(createUserRecord({ ...ports, credentials }));
}

export async function wireGetUser(env: Env): Promise<Task> {
  return getUserTask(getUserId(await accountPorts(env)));
}

export async function wireUpdateUserRecord(env: Env): Promise<Task> {
  return updateUserRecordTask(updateUser(await accountPorts(env)));
}
