import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach } from 'vitest';
import type { User } from '../../src/domain/user.ts';
import type { SealedCredentials } from '../../src/ports/sealed-credentials.ts';
import type { Store } from '../../src/ports/store.ts';
import type { UserStore } from '../../src/ports/user-store.ts';
import type { WorkflowName, Workflows } from '../../src/ports/workflows.ts';
import { aesSealedCredentials } from '../../src/services/aes-sealed-credentials.ts';
import { localWorkflows } from '../../src/services/local-workflows.ts';
import { openSqliteStore } from '../../src/stores/sqlite/sqlite-store.ts';
import { createTaskUseCases } from '../../src/usecases/use-cases.ts';
import updateUser from '../../src/workflows/update-user.asl.json' with { type: 'json' };
import userRegistration from '../../src/workflows/user-registration.asl.json' with { type: 'json' };
import { workflowTasks } from '../../src/workflows/workflow-tasks.ts';

export const NOW = '2026-06-15T12:00:00.000Z';
export const PASSWORD_HASH = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2g';

export const DEFINITIONS: Readonly<
  Record<WorkflowName, typeof userRegistration | typeof updateUser>
> = { 'user-registration': userRegistration, 'update-user': updateUser };

export interface TaskCall {
  readonly task: string;
  readonly input: unknown;
  readonly output?: unknown;
  readonly failure?: string;
}

/** The real workflows with their real tasks over a real store, all of it looked into. */
export interface WorkflowBench {
  readonly store: Store;
  readonly workflows: Workflows;
  readonly credentials: SealedCredentials;
  readonly tasks: ReturnType<typeof workflowTasks>;
  /** Every call of a task so far. */
  readonly calls: TaskCall[];
  /** Puts something between the tasks and the accounts. */
  disturb(change: (users: UserStore) => Partial<UserStore>): void;
}

/** A fresh bench for each test of the file. */
export function workflowBench(): () => WorkflowBench {
  const folder = mkdtempSync(join(tmpdir(), 'kitroom-workflows-'));
  let bench: WorkflowBench;
  let made = 0;
  beforeEach(() => {
    made += 1;
    bench = newBench(join(folder, `store-${made}.db`));
  });
  afterEach(() => bench.store.close());
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return () => bench;
}

export function existingUser(userId: string, over: Partial<User> = {}): User {
  return {
    userId,
    email: `${userId}@example.com`,
    role: 'customer',
    status: 'active',
    createdAt: NOW,
    updatedAt: NOW,
    version: 1,
    ...over,
  };
}

/** The names of the tasks in the order they were called. */
export function taskNames(calls: readonly TaskCall[]): readonly string[] {
  return calls.map(({ task }) => task);
}

function newBench(file: string): WorkflowBench {
  const store = openSqliteStore(file);
  let inUse = store.users;
  const users = new Proxy(store.users, {
    get: (_, method) => Reflect.get(inUse, method),
  });
  const credentials = aesSealedCredentials();
  const clock = () => new Date(NOW);
  const useCases = createTaskUseCases({ store: { ...store, users }, credentials, clock });
  const tasks = workflowTasks(useCases, clock);
  const calls: TaskCall[] = [];
  return {
    store,
    credentials,
    tasks,
    calls,
    workflows: localWorkflows(DEFINITIONS, recorded(tasks, calls)),
    disturb(change) {
      inUse = { ...store.users, ...change(store.users) };
    },
  };
}

function recorded(tasks: WorkflowBench['tasks'], calls: TaskCall[]) {
  return Object.fromEntries(
    Object.entries(tasks).map(([task, run]) => [
      task,
      async (input: Parameters<typeof run>[0]): Promise<object> => {
        try {
          const output = await run(input);
          calls.push({ task, input, output });
          return output;
        } catch (error) {
          calls.push({ task, input, failure: error instanceof Error ? error.name : 'unknown' });
          throw error;
        }
      },
    ]),
  );
}
