import { describe, expect, test } from 'vitest';
import { AppError } from '../../src/domain/errors.ts';
import { existingUser, NOW, taskNames, workflowBench } from './workflow-bench.ts';

const bench = workflowBench();
const EMAIL = 'ann@example.com';
const ALL_TASKS = ['validate_user_input', 'get_user', 'update_user_record'];

function update(
  profile: Readonly<Record<string, unknown>>,
  expectedVersions?: readonly number[],
): Promise<unknown> {
  const input = { email: EMAIL, profile, ...(expectedVersions && { expectedVersions }) };
  return bench().workflows.run('update-user', input);
}

async function unavailable(): Promise<never> {
  throw new AppError('STORE_UNAVAILABLE');
}

describe('Update User', () => {
  test('changes the account in three steps and gives its id and version alone', async () => {
    const { store, calls } = bench();
    await store.users.createUser(existingUser('ann', { lastname: 'Lee', gender: 'F' }));
    expect(await update({ lastname: '  Ray ', email: ' NEW@Example.com ' })).toEqual({
      userId: 'ann',
      version: 2,
    });
    expect(taskNames(calls)).toEqual(ALL_TASKS);
    expect(await store.users.findUser('ann')).toEqual(
      existingUser('ann', {
        lastname: 'Ray',
        gender: 'F',
        email: 'new@example.com',
        updatedAt: NOW,
        version: 2,
      }),
    );
  });

  test('ends at the look-up with USER_NOT_FOUND', async () => {
    await expect(update({ lastname: 'Ray' })).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
    expect(taskNames(bench().calls)).toEqual(ALL_TASKS.slice(0, 2));
  });

  test('ends at the change with USER_NOT_FOUND when the account went after the look-up', async () => {
    const { store, calls, disturb } = bench();
    await store.users.createUser(existingUser('ann'));
    disturb((users) => ({
      async findUserIdByEmail(email) {
        const found = await users.findUserIdByEmail(email);
        await users.deleteUser('ann', { deletedAt: NOW });
        return found;
      },
    }));
    await expect(update({ lastname: 'Ray' })).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
    expect(taskNames(calls)).toEqual(ALL_TASKS);
  });

  test('ends at the validation with INVALID_INPUT naming every bad field', async () => {
    const { store, calls } = bench();
    await store.users.createUser(existingUser('ann'));
    const failure = await update({ lastname: '', userId: 'x', personalDetails: [] }).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ code: 'INVALID_INPUT' });
    const pointers = (failure as AppError).problems.map(({ pointer }) => pointer);
    expect(pointers).toEqual(['#/lastname', '#/userId', '#/personalDetails']);
    expect(taskNames(calls)).toEqual(['validate_user_input']);
    expect(await store.users.findUser('ann')).toEqual(existingUser('ann'));
  });

  test('changes only a version that the caller expects', async () => {
    const { store } = bench();
    await store.users.createUser(existingUser('ann'));
    const mismatch = { code: 'VERSION_MISMATCH' };
    await expect(update({ lastname: 'Ray' }, [2])).rejects.toMatchObject(mismatch);
    await expect(update({ lastname: 'Ray' }, [])).rejects.toMatchObject(mismatch);
    expect(await store.users.findUser('ann')).toEqual(existingUser('ann'));
    expect(await update({ lastname: 'Ray' }, [5, 1])).toEqual({ userId: 'ann', version: 2 });
  });

  test("ends at the change with EMAIL_TAKEN when the new email is another account's", async () => {
    const { store, calls } = bench();
    await store.users.createUser(existingUser('ann'));
    await store.users.createUser(existingUser('bob'));
    await expect(update({ email: 'bob@example.com' })).rejects.toMatchObject({
      code: 'EMAIL_TAKEN',
    });
    expect(taskNames(calls)).toEqual(ALL_TASKS);
    expect(await store.users.findUser('ann')).toEqual(existingUser('ann'));
  });

  test('tries the look-up again when the store was unavailable for a moment', async () => {
    const { store, calls, disturb } = bench();
    await store.users.createUser(existingUser('ann'));
    let failures = 1;
    disturb((users) => ({
      findUserIdByEmail: (email) => {
        failures -= 1;
        return failures < 0 ? users.findUserIdByEmail(email) : unavailable();
      },
    }));
    expect(await update({ lastname: 'Ray' })).toEqual({ userId: 'ann', version: 2 });
    expect(taskNames(calls)).toEqual([
      'validate_user_input',
      'get_user',
      'get_user',
      'update_user_record',
    ]);
  });

  test('does not try the change again, which may have happened', async () => {
    const { store, calls, disturb } = bench();
    await store.users.createUser(existingUser('ann'));
    disturb((users) => ({
      async updateUser(...given) {
        await users.updateUser(...given);
        return unavailable();
      },
    }));
    await expect(update({ lastname: 'Ray' })).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(taskNames(calls)).toEqual(ALL_TASKS);
    expect((await store.users.findUser('ann'))?.version).toBe(2);
  });
});
