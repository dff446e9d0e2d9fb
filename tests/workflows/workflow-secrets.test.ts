import { StateMachine } from 'aws-local-stepfunctions';
import { describe, expect, test } from 'vitest';
import { argon2Passwords } from '../../src/services/argon2-passwords.ts';
import { registerUser } from '../../src/usecases/users/register-user.ts';
import { DEFINITIONS, PASSWORD_HASH, workflowBench } from './workflow-bench.ts';

const bench = workflowBench();
const PASSWORD = 'correct horse battery staple';
const USER_ID = '7b0e6a5e-0a53-4d6b-9c55-0f6c2d1f6a11';

/** What shows in a text when it holds the secret, written down or encoded. */
function traces(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  return [secret, bytes.toString('base64').slice(0, 20), bytes.toString('hex').slice(0, 20)];
}

describe('a password', () => {
  test('and its hash are in no input and no output of the workflow or its tasks', async () => {
    const { workflows, credentials, calls, store } = bench();
    const passwords = argon2Passwords({ minLength: 8 });
    const made: string[] = [];
    const seen: unknown[] = [];
    const register = registerUser({
      credentials,
      newId: () => USER_ID,
      clock: () => new Date(),
      throttles: store.throttles,
      passwords: {
        ...passwords,
        hash: async (password) => {
          const hash = await passwords.hash(password);
          made.push(hash);
          return hash;
        },
      },
      workflows: {
        run: async (workflow, input) => {
          const output = await workflows.run(workflow, input);
          seen.push(input, output);
          return output;
        },
      },
    });
    const answer = await register({ email: 'ann@example.com', lastname: 'Lee' }, PASSWORD, 'home');
    const shown = JSON.stringify([answer, seen, calls, await store.users.findUser(USER_ID)]);
    expect(calls).toHaveLength(3);
    expect(made).toHaveLength(1);
    for (const secret of [PASSWORD, ...made, 'argon2id']) {
      for (const trace of traces(secret)) expect(shown).not.toContain(trace);
    }
  });

  test('has its hash in no event of the execution', async () => {
    const { credentials, tasks } = bench();
    const definition = DEFINITIONS['user-registration'];
    const machine = new StateMachine(definition as ConstructorParameters<typeof StateMachine>[0], {
      validationOptions: { noValidate: true },
    });
    const handlers = Object.fromEntries(
      Object.entries(definition.States).map(([state, { Resource }]) => {
        const task = tasks[Resource.slice(2, -1) as keyof typeof tasks];
        return [state, async (input: unknown) => task(input as Record<string, unknown>) as never];
      }),
    );
    const input = {
      userId: USER_ID,
      profile: { email: 'ann@example.com' },
      credential: credentials.seal(PASSWORD_HASH, USER_ID),
    };
    const execution = machine.run(input, { overrides: { taskResourceLocalHandlers: handlers } });
    const events: unknown[] = [];
    for await (const event of execution.eventLogs) events.push(event);
    expect(await execution.result).toEqual({ userId: USER_ID });
    expect(events.length).toBeGreaterThan(5);
    for (const trace of traces(PASSWORD_HASH)) expect(JSON.stringify(events)).not.toContain(trace);
  });
});

describe('a sealed credential', () => {
  test('opens for its own user id and shows nothing of the hash', () => {
    const { credentials } = bench();
    const sealed = credentials.seal(PASSWORD_HASH, USER_ID);
    expect(credentials.open(sealed, USER_ID)).toBe(PASSWORD_HASH);
    const inside = Buffer.from(sealed, 'base64url').toString('latin1');
    for (const part of PASSWORD_HASH.split('$').filter((one) => one.length > 4)) {
      expect(sealed).not.toContain(part);
      expect(inside).not.toContain(part);
    }
  });

  test('opens for no other user id', () => {
    const { credentials } = bench();
    const sealed = credentials.seal(PASSWORD_HASH, USER_ID);
    for (const other of ['', `${USER_ID} `, USER_ID.toUpperCase(), 'somebody-else']) {
      expect(() => credentials.open(sealed, other)).toThrow();
    }
  });

  test('does not open once any part of it was changed or cut', () => {
    const { credentials } = bench();
    const bytes = Buffer.from(credentials.seal(PASSWORD_HASH, USER_ID), 'base64url');
    for (const index of bytes.keys()) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
      expect(() => credentials.open(changed.toString('base64url'), USER_ID)).toThrow();
    }
    for (const length of [0, 5, 12, 27, 28, bytes.length - 1]) {
      const cut = bytes.subarray(0, length).toString('base64url');
      expect(() => credentials.open(cut, USER_ID)).toThrow();
    }
  });

  test('is another text each time', () => {
    const { credentials } = bench();
    const sealed = () => credentials.seal(PASSWORD_HASH, USER_ID);
    expect(sealed()).not.toBe(sealed());
  });
});
