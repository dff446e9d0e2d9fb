import { randomUUID } from 'node:crypto';
import type { Config } from '../config/config.ts';
import { normaliseEmail } from '../domain/email.ts';
import { AppError } from '../domain/errors.ts';
import { argon2Passwords } from '../services/argon2-passwords.ts';
import { createAdmin } from '../usecases/users/create-admin.ts';
import { openStore } from './open-store.ts';

/**
 * Makes an admin in the store of the settings, beside a server that runs or before its first start.
 * @throws Error in one sentence or a few lines, for who runs the command
 */
export async function createAdminAccount(
  config: Config,
  rawEmail: string,
  password: string,
): Promise<{ readonly userId: string }> {
  const email = normaliseEmail(rawEmail);
  if (!email.ok) throw new Error(`The email ${email.problem}`);
  const store = await openStore(config);
  const ports = {
    users: store.users,
    passwords: argon2Passwords({ minLength: config.passwordMinLength, peppers: config.peppers }),
    clock: () => new Date(),
    newId: () => randomUUID(),
  };
  try {
    return await createAdmin(ports)(email.value, password);
  } catch (error) {
    throw inWords(error, email.value);
  } finally {
    await store.close();
  }
}

function inWords(error: unknown, email: string): unknown {
  if (!(error instanceof AppError)) return error;
  if (error.code === 'USER_EXISTS') {
    return new Error(
      `${email} has an account already. An admin can make it one too: PUT /users/{user_id}/role`,
    );
  }
  const problems = error.problems.map(({ detail }) => `The password ${detail}`);
  return new Error(problems.length > 0 ? problems.join('\n') : error.message);
}
