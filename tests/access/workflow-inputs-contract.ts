import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '../../src/domain/errors.ts';
import type { UserStore } from '../../src/ports/user-store.ts';
import { aesSealedCredentials } from '../../src/services/aes-sealed-credentials.ts';
import { argon2Passwords } from '../../src/services/argon2-passwords.ts';
import { localWorkflows } from '../../src/services/local-workflows.ts';
import { createTaskUseCases } from '../../src/usecases/use-cases.ts';
import { changeUserByEmail } from '../../src/usecases/users/change-user-by-email.ts';
import { registerUser } from '../../src/usecases/users/register-user.ts';
import { workflowTasks } from '../../src/workflows/workflow-tasks.ts';
import { freshEmail } from '../contracts/http/fixtures.ts';
import { DEFINITIONS } from '../workflows/workflow-bench.ts';
import type { AccessTarget } from './access-bench.ts';
import { encodedSecret, exactSecret, secretsIn, typedSecret } from './secret-forms.ts';

const PASSWORD = 'Zwölf ﬁne otters ①';
const SOURCE = '192.0.2.7';

/** Where a sign-up or a change can fail, and how the store is then. */
const FAULTS: Readonly<Record<string, Partial<UserStore>>> = {
  'nothing fails': {},
  'the check breaks': { isEmailKnown: broken },
  'the check gets no answer': { isEmailKnown: unavailable },
  'the check finds the email': { isEmailKnown: async () => true },
  'the creation breaks': { createUser: broken },
  'the creation finds the email': { createUser: async () => 'email-taken' },
  'the account is not found': { findUserIdByEmail: async () => undefined },
  'the search breaks': { findUserIdByEmail: broken },
  'the change breaks': { updateUser: broken },
  'the change finds the email': { updateUser: async () => ({ kind: 'email-taken' }) },
};

/** What a workflow is given, what its tasks give each other and how it fails say no password. */
export function workflowInputsContract(target: AccessTarget): void {
  const hashes: string[] = [];
  const seen: { readonly inputs: unknown[]; readonly others: unknown[] } = {
    inputs: [],
    others: [],
  };

  const observed = (over: Partial<UserStore>) => {
    const real = target.store();
    const store = { ...real, users: { ...real.users, ...over } };
    const clock = () => new Date();
    const credentials = aesSealedCredentials();
    const passwords = argon2Passwords({ minLength: 8 });
    const tasks = workflowTasks(createTaskUseCases({ store, credentials, clock }), clock);
    const watched = Object.entries(tasks).map(([name, task]) => [name, watch(task)] as const);
    const workflows = localWorkflows(DEFINITIONS, Object.fromEntries(watched));
    const ports = {
      ...store,
      ...{ credentials, clock, newId: randomUUID },
      workflows: {
        run: (...[workflow, input]: Parameters<typeof workflows.run>) =>
          watch((given: typeof input) => workflows.run(workflow, given))(input),
      },
      passwords: {
        ...passwords,
        async hash(password: string) {
          const hash = await passwords.hash(password);
          hashes.push(hash);
          return hash;
        },
      },
    };
    return { register: registerUser(ports), change: changeUserByEmail(ports) };
  };
  /** Notes what goes in and what comes out, also when it fails. */
  const watch =
    <Input, Output>(run: (input: Input) => Promise<Output>) =>
    async (input: Input): Promise<Output> => {
      seen.inputs.push(input);
      try {
        const output = await run(input);
        seen.others.push(output);
        return output;
      } catch (error) {
        seen.others.push(wholeOf(error));
        throw error;
      }
    };

  beforeAll(async () => {
    for (const over of Object.values(FAULTS)) {
      const { register, change } = observed(over);
      const email = freshEmail();
      const settled = await Promise.allSettled([
        register({ email, lastname: 'Doe' }, PASSWORD, SOURCE),
      ]);
      await observed({}).register({ email: freshEmail() }, PASSWORD, SOURCE);
      const changed = await Promise.allSettled([change(email, { address: '1 High Street' })]);
      seen.others.push([...settled, ...changed].map(wholeOf));
    }
  });

  describe('a workflow', () => {
    const secrets = () => [
      typedSecret('the password', PASSWORD),
      ...hashes.flatMap((hash) => [
        exactSecret('a hash', hash),
        ...hash
          .split('$')
          .slice(-2)
          .map((part) => encodedSecret('part of a hash', part)),
      ]),
    ];

    test('ran in every way', () => {
      expect(hashes).toHaveLength(2 * Object.keys(FAULTS).length);
      expect(seen.inputs.length).toBeGreaterThan(50);
      const text = JSON.stringify(seen.others);
      const codes = ['USER_EXISTS', 'EMAIL_TAKEN', 'USER_NOT_FOUND', 'STORE_UNAVAILABLE'];
      expect([...codes, BROKEN].filter((word) => !text.includes(word))).toEqual([]);
    });

    test('is given no password and no hash, and neither are its tasks', () => {
      for (const input of seen.inputs) {
        expect(secretsIn(JSON.stringify(input), secrets())).toEqual([]);
        expect(JSON.stringify(input)).not.toMatch(/argon2|password/i);
      }
    });

    test('gives none back, and tells none when it fails', () => {
      for (const output of seen.others) {
        expect(secretsIn(JSON.stringify(output) ?? '', secrets())).toEqual([]);
      }
    });
  });
}

const BROKEN = 'the table is broken';

async function broken(): Promise<never> {
  throw new Error(BROKEN);
}

async function unavailable(): Promise<never> {
  throw new AppError('STORE_UNAVAILABLE');
}

/** An error with all that a log or a history could show of it. */
function wholeOf(value: unknown): unknown {
  if (value instanceof Error) {
    const { name, message, stack, cause, ...others } = value;
    return { name, message, stack, ...others, cause: wholeOf(cause) };
  }
  const settled = value as { readonly status?: string; readonly reason?: unknown } | undefined;
  return settled?.status === 'rejected' ? wholeOf(settled.reason) : value;
}
