import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { apiClient } from '../contracts/http/api-client.ts';
import { expectProblem } from '../contracts/http/expect-problem.ts';
import { freshEmail, PASSWORD } from '../contracts/http/fixtures.ts';
import { claimsOf, logIn, register, sendLogIn } from '../contracts/http/sign-in-fixtures.ts';
import { newDataDir, removeDataDir, startKitroom } from './kitroom-process.ts';
import { createAdmin, runCommand } from './run-command.ts';
import { expectRefusal } from './run-to-exit.ts';

const SCRIPT = 'src/entry/create-admin.ts';
const USAGE = 'Usage: npm run admin:create -- --email <email>   (the password is asked for)';

describe('npm run admin:create', () => {
  let DATA_DIR: string;
  const cleanUps: (() => Promise<unknown>)[] = [];
  beforeEach(async () => {
    DATA_DIR = await newDataDir();
  });
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0)) await cleanUp();
    await removeDataDir(DATA_DIR);
  });
  const start = async () => {
    const server = await startKitroom({ DATA_DIR, ACCESS: 'protected' });
    cleanUps.push(() => server.stop());
    return apiClient({ baseUrl: () => server.baseUrl });
  };
  const run = (input: string, ...args: readonly string[]) =>
    runCommand(SCRIPT, { arguments: args, settings: { DATA_DIR }, input });

  test('makes an admin before the first start of the server', async () => {
    const email = freshEmail('admin');
    const { code, stdout, stderr } = await createAdmin({ DATA_DIR }, { email, password: PASSWORD });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const api = await start();
    const admin = await logIn(api, { email, password: PASSWORD });
    expect(stdout).toBe(`${email} is an admin now, with user_id ${admin.userId}\n`);
    expect(claimsOf(admin.accessToken)['role']).toBe('admin');
    expect((await api.as(admin).get('/users')).body).toMatchObject({
      items: [{ user_id: admin.userId, email, role: 'admin', status: 'active' }],
    });
  });

  test('makes an admin while the server runs, who may sign in at once', async () => {
    const api = await start();
    const email = freshEmail('admin');
    expectProblem(await sendLogIn(api, { email, password: PASSWORD }), 'INVALID_CREDENTIALS');
    expect(await createAdmin({ DATA_DIR }, { email, password: PASSWORD })).toMatchObject({
      code: 0,
    });
    const admin = await logIn(api, { email, password: PASSWORD });
    expect((await api.as(admin).get('/users')).status).toBe(200);
  });

  test('reads the password from standard input, the first line as it is', async () => {
    const password = '  spaces and zoe\u0308 😀 ';
    for (const input of [`${password}\nanother line\n`, `${password}\r\n`, password]) {
      const email = freshEmail('admin');
      const { code, stdout, stderr } = await run(input, '--email', email);
      expect(code, stderr).toBe(0);
      expect(stdout + stderr).not.toContain('spaces');
      expect((await sendLogIn(await start(), { email, password })).status).toBe(200);
    }
  });

  test('takes the email in any spelling', async () => {
    const email = freshEmail('admin');
    const spelled = ` ${email.toUpperCase()}`;
    expect((await run(`${PASSWORD}\n`, '--email', spelled)).code).toBe(0);
    await logIn(await start(), { email, password: PASSWORD });
  });

  test.each([
    ['no email', [], [USAGE]],
    [
      'an email without a value',
      ['--email'],
      [/^Option '--email <value>' argument missing$/, USAGE],
    ],
    ['no address', ['--email', 'nobody'], ['The email must be an email address']],
    ['an empty one', ['--email='], ['The email must be an email address']],
    ['a NUL', ['--email', 'a\tb@example.com'], ['The email must not contain control characters']],
  ])('with %s is refused in clear words', async (_name, args, lines) => {
    expectRefusal(await run(`${PASSWORD}\n`, ...args), ...lines);
  });

  test.each([
    { args: ['--password', PASSWORD] },
    { args: [`--password=${PASSWORD}`] },
    { args: [PASSWORD] },
  ])('takes no password as an argument and does not repeat it: $args', async ({ args }) => {
    const exit = await run(`${PASSWORD}\n`, '--email', freshEmail(), ...args);
    expectRefusal(exit, /argument|option/i, USAGE);
    expect(exit.stderr).not.toContain(PASSWORD);
  });

  test.each([
    ['short', 'The password must be at least 8 characters'],
    ['', 'The password must be at least 8 characters'],
    ['x'.repeat(129), 'The password must be at most 128 characters'],
    ['password', 'The password is one of the most common passwords and would be guessed first'],
    ['kitroom2026', 'The password must not be the name of this service'],
    ['admin@example.com', 'The password must not be the email or the name of the account'],
  ])('refuses the password %j', async (password, sentence) => {
    expectRefusal(
      await createAdmin({ DATA_DIR }, { email: 'admin@example.com', password }),
      sentence,
    );
  });

  test('makes no account with what it refuses', async () => {
    const email = freshEmail('admin');
    expect((await createAdmin({ DATA_DIR }, { email, password: 'short' })).code).toBe(1);
    expect((await createAdmin({ DATA_DIR }, { email, password: PASSWORD })).code).toBe(0);
  });

  test('minds the least length that is set', async () => {
    const settings = { DATA_DIR, PASSWORD_MIN_LENGTH: '30' };
    expectRefusal(
      await createAdmin(settings, { email: freshEmail(), password: PASSWORD }),
      'The password must be at least 30 characters',
    );
  });

  test('without anything on standard input is refused', async () => {
    expectRefusal(await run('', '--email', freshEmail()), 'There is no password on standard input');
  });

  test('refuses an email that has an account, which stays as it was', async () => {
    const api = await start();
    const user = await register(api);
    expectRefusal(
      await createAdmin({ DATA_DIR }, { email: user.email, password: 'quite another one' }),
      `${user.email} has an account already. An admin can make it one too: PUT /users/{user_id}/role`,
    );
    expect(claimsOf((await logIn(api, user)).accessToken)['role']).toBe('customer');
  });

  test('of two at once with one email makes one', async () => {
    const email = freshEmail('admin');
    const passwords = [`${PASSWORD} 1`, `${PASSWORD} 2`];
    const exits = await Promise.all(
      passwords.map((password) => createAdmin({ DATA_DIR }, { email, password })),
    );
    expect(exits.map(({ code }) => code).sort()).toEqual([0, 1]);
    const winner = exits.findIndex(({ code }) => code === 0);
    await logIn(await start(), { email, password: passwords[winner] ?? '' });
  });

  test('with bad settings tells them and no account is made', async () => {
    const settings = { DATA_DIR, PORT: 'x', STORE: 'foo' };
    expectRefusal(
      await createAdmin(settings, { email: freshEmail(), password: PASSWORD }),
      'STORE: must be sqlite or dynamodb, not "foo"',
      'PORT: must be a whole number from 0 to 65535, not "x"',
    );
  });
});
