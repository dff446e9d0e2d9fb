// Better Auth as its documents set it up over node:sqlite, for `npm run bench -- login`. Plain
// JavaScript, since its packages are not there until the bench has installed them.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { betterAuth } from 'better-auth';
import { hashPassword } from 'better-auth/crypto';
import { getMigrations } from 'better-auth/db/migration';
import { toNodeHandler } from 'better-auth/node';

const { DATA_DIR = '.', PORT = '', ACCOUNTS = '[]', PASSWORD = '' } = process.env;

const database = new DatabaseSync(join(DATA_DIR, 'better-auth.db'), { timeout: 5_000 });
// As durable as Kitroom's database.
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');

const auth = betterAuth({
  baseURL: `http://127.0.0.1:${PORT}`,
  secret: randomBytes(32).toString('base64'),
  database,
  emailAndPassword: { enabled: true },
  rateLimit: { enabled: false },
});

const { runMigrations } = await getMigrations(auth.options);
await runMigrations();
await makeAccounts(JSON.parse(ACCOUNTS));

const handle = toNodeHandler(auth);
createServer((request, response) => {
  if (request.url === '/health/live') response.end('ok');
  else void handle(request, response);
}).listen(Number(PORT), '127.0.0.1');

/**
 * As its sign-up makes them, but for a hash that all of them share.
 * @param {readonly string[]} emails
 */
async function makeAccounts(emails) {
  const { count } = database.prepare('SELECT count(*) AS count FROM user').get();
  if (count > 0) return;
  const { internalAdapter } = await auth.$context;
  const password = await hashPassword(PASSWORD);
  database.exec('BEGIN');
  for (const email of emails) {
    const { id } = await internalAdapter.createUser({ email, name: 'Jane', emailVerified: false });
    const account = { userId: id, providerId: 'credential', accountId: id, password };
    await internalAdapter.linkAccount(account);
  }
  database.exec('COMMIT');
}
