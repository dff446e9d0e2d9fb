import { describe, expect, test } from 'vitest';
import { AppError } from '../../src/domain/errors.ts';
import type { UserStore } from '../../src/ports/user-store.ts';
import {
  existingUser,
  NOW,
  PASSWORD_HASH,
  taskNames,
  type WorkflowBench,
  workflowBench,
} from './workflow-bench.ts';

const bench = workflowBench();
const USER_ID = '7b0e6a5e-0a53-4d6b-9c55-0f6c2d1f6a11';
const ALL_TASKS = ['validate_user_input', 'check_existing_user', 'create_user_record'];

function register(
  { workflows, credentials }: WorkflowBench,
  profile: Readonly<Record<string, unknown>> = { email: 'ann@example.com' },
  userId = USER_ID,
): Promise<unknown> {
  const credential = credentials.seal(PASSWORD_HASH, userId);
  return workflows.run('user-registration', { userId, profile, credential });
}

/** Does as it is told the first `count` times, then as the store does. */
function firstTimes<Args extends readonly unknown[], Result>(
  count: number,
  instead: (...given: NoInfer<Args>) => Promise<NoInfer<Result>>,
  then: (...given: Args) => Promise<Result>,
): (...given: Args) => Promise<Result> {
  let calls = 0;
  return (...given) => {
    calls += 1;
    return calls <= count ? instead(...given) : then(...given);
  };
}

async function unavailable(): Promise<never> {
  throw new AppError('STORE_UNAVAILABLE');
}

describe('User Registration', () => {
  test('creates the account in three steps and gives its id alone', async () => {
    const { store, calls } = bench();
    const profile = {
      email: '  Ann@Example.COM ',
      firstname: ' Ann ',
      phoneNumber: '+49 (123) 456-78',
      dob: '1990-01-01',
    };
    expect(await register(bench(), profile)).toEqual({ userId: USER_ID });
    expect(taskNames(calls)).toEqual(ALL_TASKS);
    expect(await store.users.findUser(USER_ID)).toEqual({
      userId: USER_ID,
      email: 'ann@example.com',
      firstname: 'Ann',
      phoneNumber: '+4912345678',
      dob: '1990-01-01',
      role: 'customer',
      status: 'active',
      createdAt: NOW,
      updatedAt: NOW,
      version: 1,
    });
  });

  test('ends at the check with USER_EXISTS when the email has an account', async () => {
    await bench().store.users.createUser(existingUser('ann'));
    await expect(register(bench())).rejects.toMatchObject({ code: 'USER_EXISTS' });
    expect(taskNames(bench().calls)).toEqual(ALL_TASKS.slice(0, 2));
    expect(await bench().store.users.findUser(USER_ID)).toBeUndefined();
  });

  test('ends at the creation with USER_EXISTS when another one was quicker after the check', async () => {
    const { store, calls, disturb } = bench();
    disturb((users) => ({
      async isEmailKnown(email) {
        const found = await users.isEmailKnown(email);
        await users.createUser(existingUser('ann'));
        return found;
      },
    }));
    await expect(register(bench())).rejects.toMatchObject({ code: 'USER_EXISTS' });
    expect(taskNames(calls)).toEqual(ALL_TASKS);
    expect((await store.users.findUserByEmail('ann@example.com'))?.userId).toBe('ann');
  });

  test('ends at the validation with INVALID_INPUT naming every bad field', async () => {
    const profile = { email: 'no', phoneNumber: 'x', dob: '2026-06-16', role: 'admin', gender: 1 };
    const failure = await register(bench(), profile).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AppError);
    expect(failure).toMatchObject({ code: 'INVALID_INPUT' });
    const pointers = (failure as AppError).problems.map(({ pointer }) => pointer);
    expect([...pointers].sort()).toEqual([
      '#/dob',
      '#/email',
      '#/gender',
      '#/phoneNumber',
      '#/role',
    ]);
    expect(taskNames(bench().calls)).toEqual(['validate_user_input']);
    expect((await bench().store.users.listUsers({}, { limit: 9 })).items).toEqual([]);
  });

  test('of parallel registrations of one email exactly one succeeds', async () => {
    const outcomes = await Promise.allSettled(
      ['a', 'b', 'c', 'd', 'e'].map((userId) => register(bench(), undefined, userId)),
    );
    const reasons = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(reasons.map((reason: AppError) => reason.code)).toEqual(
      Array.from({ length: 4 }, () => 'USER_EXISTS'),
    );
    expect((await bench().store.users.listUsers({}, { limit: 9 })).items).toHaveLength(1);
  });

  test('tries the check again when the store was unavailable for a moment', async () => {
    const { store, calls, disturb } = bench();
    disturb((users) => ({
      isEmailKnown: firstTimes(1, unavailable, users.isEmailKnown),
    }));
    expect(await register(bench())).toEqual({ userId: USER_ID });
    expect(taskNames(calls)).toEqual([
      'validate_user_input',
      'check_existing_user',
      'check_existing_user',
      'create_user_record',
    ]);
    expect(await store.users.findUser(USER_ID)).toBeDefined();
  });

  test('tries the creation again when the store was unavailable for a moment', async () => {
    const { store, calls, disturb } = bench();
    disturb((users) => ({ createUser: firstTimes(1, unavailable, users.createUser) }));
    expect(await register(bench())).toEqual({ userId: USER_ID });
    expect(taskNames(calls).slice(2)).toEqual(['create_user_record', 'create_user_record']);
    expect(await store.users.findUser(USER_ID)).toBeDefined();
  });

  test('a creation whose answer was lost is tried again and is no error', async () => {
    const { store, calls, disturb } = bench();
    const losesItsAnswer =
      (users: UserStore): UserStore['createUser'] =>
      async (...given) => {
        await users.createUser(...given);
        return unavailable();
      };
    disturb((users) => ({
      createUser: firstTimes(1, losesItsAnswer(users), users.createUser),
    }));
    expect(await register(bench())).toEqual({ userId: USER_ID });
    expect(taskNames(calls).slice(2)).toEqual(['create_user_record', 'create_user_record']);
    expect((await store.users.listUsers({}, { limit: 9 })).items).toHaveLength(1);
  });

  test('gives up with STORE_UNAVAILABLE after two more attempts', async () => {
    const { calls, disturb } = bench();
    disturb(() => ({ isEmailKnown: unavailable }));
    await expect(register(bench())).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(taskNames(calls)).toEqual([
      'validate_user_input',
      ...Array.from({ length: 3 }, () => 'check_existing_user'),
    ]);
  });

  test('a fault of ours is tried once and told without its text', async () => {
    const { calls, disturb } = bench();
    disturb(() => ({
      async isEmailKnown() {
        throw new Error('inside');
      },
    }));
    const failure = await register(bench()).catch((error: unknown) => error);
    expect(failure).not.toBeInstanceOf(AppError);
    expect(failure).toMatchObject({ message: 'Workflow user-registration failed' });
    expect(taskNames(calls)).toHaveLength(2);
  });

  test('a credential sealed for another user id makes no account', async () => {
    const { workflows, credentials, store } = bench();
    const credential = credentials.seal(PASSWORD_HASH, 'somebody-else');
    const input = { userId: USER_ID, profile: { email: 'ann@example.com' }, credential };
    await expect(workflows.run('user-registration', input)).rejects.toThrow();
    expect(await store.users.findUser(USER_ID)).toBeUndefined();
  });
});
