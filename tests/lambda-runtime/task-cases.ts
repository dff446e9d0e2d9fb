import { randomUUID } from 'node:crypto';
import { aesSealedCredentials } from '../../src/services/aes-sealed-credentials.ts';
import { createUser, freshEmail } from '../contracts/http/fixtures.ts';
import type { LiveShop } from './live-shop.ts';
import { answersWell, type FunctionCase, failsAs, type ProperEvent } from './proper-event.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Of good form, and of no password. */
export const HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$bm9ib2R5J3MgcGFzc3dvcmQgaGFzaA';
const profile = () => ({ email: freshEmail(), firstname: 'Ada', lastname: 'Doe' });

/** The tasks of the workflows, with inputs as the workflow files bring them. */
export function taskCases(shop: LiveShop): readonly FunctionCase[] {
  const unknown = { userId: randomUUID(), email: freshEmail() };
  const seal = aesSealedCredentials(shop.workflowKey);
  const registration = () => {
    const userId = randomUUID();
    return { userId, profile: profile(), credential: seal.seal(HASH, userId) };
  };
  const account = () => createUser(shop.api);
  return [
    taskCase('validate_user_input', {
      input: async () => registration(),
      gives: ['userId', 'profile', 'credential'],
      refused: async () => ({ ...registration(), profile: { email: 'no email' } }),
      code: 'INVALID_INPUT',
      hasStore: false,
    }),
    taskCase('check_existing_user', {
      input: async () => registration(),
      gives: ['userId', 'profile', 'credential'],
      refused: async () => ({ ...registration(), profile: await account() }),
      code: 'USER_EXISTS',
    }),
    taskCase('create_user_record', {
      input: async () => registration(),
      gives: ['userId'],
      refused: async () => ({ ...registration(), profile: await account() }),
      code: 'USER_EXISTS',
      readsSecret: true,
    }),
    taskCase('get_user', {
      input: async () => ({ email: (await account()).email, profile: { firstname: 'Eve' } }),
      gives: ['email', 'profile', 'userId'],
      refused: async () => ({ email: unknown.email, profile: {} }),
      code: 'USER_NOT_FOUND',
    }),
    taskCase('update_user_record', {
      input: async () => ({ ...(await account()), profile: { firstname: 'Eve' } }),
      gives: ['userId', 'version'],
      refused: async () => ({ ...unknown, profile: { firstname: 'Eve' } }),
      code: 'USER_NOT_FOUND',
    }),
  ];
}

/** What a schedule or a stream starts: whatever the event, it does what is due. */
export function choreCase({ bench }: LiveShop, name: string): FunctionCase {
  const faultsOf: ProperEvent['faultsOf'] = (answer) =>
    Number.isSafeInteger(answer) ? [] : [`it gave ${JSON.stringify(answer)}`];
  const expected = answersWell(faultsOf);
  return {
    name,
    calledBy: 'schedule',
    proper: async () => ({ event: {}, faultsOf }),
    async waiting() {
      // Its time is that of a round with nothing to do.
      await (await bench.handler(name))({});
      return { event: {}, faultsOf };
    },
    refused: async () => ({ event: { Records: [] }, expected }),
    bad: [null, [], 'text'].map((event) => ({ event, expected })),
    withoutStore: failsAs('STORE_UNAVAILABLE'),
    readsSecret: false,
  };
}

interface TaskOptions {
  readonly input: () => Promise<Fields>;
  /** The names of what it gives. */
  readonly gives: readonly string[];
  readonly refused: () => Promise<Fields>;
  readonly code: string;
  readonly hasStore?: false;
  readonly readsSecret?: true;
}

function taskCase(name: string, options: TaskOptions): FunctionCase {
  const { input, gives, refused, code, hasStore = true, readsSecret = false } = options;
  const proper = async (): Promise<ProperEvent> => ({
    event: await input(),
    faultsOf: (answer) => missingIn(answer, gives),
  });
  return {
    ...{ name, proper, waiting: proper },
    calledBy: 'workflow',
    async refused() {
      return { event: await refused(), expected: failsAs(code) };
    },
    // No state of a workflow sends these: they are faults of ours, and told as such.
    bad: [null, [], 'text', {}, { userId: 7, profile: [] }].map((event) => ({
      event,
      expected: failsAs('Error', 'TypeError'),
    })),
    ...(hasStore && { withoutStore: failsAs('STORE_UNAVAILABLE') }),
    readsSecret,
  };
}

function missingIn(answer: unknown, names: readonly string[]): readonly string[] {
  const found = Object.keys(answer as Fields).sort();
  const isSame = found.join() === [...names].sort().join();
  return isSame ? [] : [`it gave ${found.join(', ')} and not ${names.join(', ')}`];
}
