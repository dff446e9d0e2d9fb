import { parseArgs } from 'node:util';
import { parseConfig } from '../config/config.ts';
import { readEnv } from '../config/env.ts';
import { createAdminAccount } from '../wiring/create-admin-account.ts';
import { readPassword } from './read-password.ts';

const USAGE = 'Usage: npm run admin:create -- --email <email>   (the password is asked for)';

try {
  const email = emailOfArguments();
  const config = parseConfig(readEnv());
  const { userId } = await createAdminAccount(config, email, await readPassword());
  console.log(`${email} is an admin now, with user_id ${userId}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

function emailOfArguments(): string {
  try {
    const { values, positionals } = parseArgs({
      options: { email: { type: 'string' } },
      allowPositionals: true,
    });
    // Not repeated: somebody's password may be among them.
    if (positionals.length > 0) throw new Error('It takes no argument but its options');
    if (values.email !== undefined) return values.email;
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\n${USAGE}`);
  }
  throw new Error(USAGE);
}
