import { randomUUID } from 'node:crypto';
import type { UserCaller } from '../../src/domain/caller.ts';
import { AppError, type ErrorCode } from '../../src/domain/errors.ts';
import type { AccessTokens } from '../../src/ports/access-tokens.ts';
import type { Log } from '../../src/ports/log.ts';
import type { Passwords } from '../../src/ports/passwords.ts';
import type { Store } from '../../src/ports/store.ts';
import { aesSealedCredentials } from '../../src/services/aes-sealed-credentials.ts';
import { httpWebhookSender } from '../../src/services/http-webhook-sender.ts';
import { jwtAccessTokens } from '../../src/services/jwt-access-tokens.ts';
import { keySetText, newKey } from '../../src/services/key-set.ts';
import { localWorkflows } from '../../src/services/local-workflows.ts';
import { randomOpaqueTokens } from '../../src/services/random-opaque-tokens.ts';
import { openSigningKeys } from '../../src/services/signing-keys.ts';
import { unthrottled } from '../../src/services/unthrottled.ts';
import { createTaskUseCases, createUseCases, type UseCases } from '../../src/usecases/use-cases.ts';
import updateUser from '../../src/workflows/update-user.asl.json' with { type: 'json' };
import userRegistration from '../../src/workflows/user-registration.asl.json' with { type: 'json' };
import { workflowTasks } from '../../src/workflows/workflow-tasks.ts';
import { instant, sampleUser } from '../contracts/store/sample-rows.ts';

export const FIRST_PASSWORD = 'the first password';
/** For a property on a machine that is busy with other tests; a quiet one needs a tenth. */
export const BUSY_TIMEOUT_MS = 120_000;
export const SOURCE = '192.0.2.1';

/** The real use cases over a store, with a clock that only the test moves. */
export interface SessionBench {
  readonly useCases: UseCases;
  readonly clock: TestClock;
}

/** In whole seconds, so that a token's own times have no part of one. */
export class TestClock {
  #seconds = 0;

  get now(): number {
    return Date.parse(instant(this.#seconds));
  }

  move(seconds: number): void {
    this.#seconds += seconds;
  }
}

export function sessionBench(
  store: Store,
  {
    testClock = new TestClock(),
    accessTokensAt = () => plainAccessTokens,
  }: {
    readonly testClock?: TestClock;
    readonly accessTokensAt?: (clock: () => Date) => AccessTokens;
  } = {},
): SessionBench {
  const clock = () => new Date(testClock.now);
  const credentials = aesSealedCredentials();
  const useCases = createUseCases({
    // Throttles have a model of their own in the contract of stores.
    store: { ...store, throttles: unthrottled },
    workflows: localWorkflows(
      { 'user-registration': userRegistration, 'update-user': updateUser },
      workflowTasks(createTaskUseCases({ store, credentials, clock }), clock),
    ),
    passwords: plainPasswords(),
    credentials,
    accessTokens: accessTokensAt(clock),
    opaqueTokens: randomOpaqueTokens(),
    photos: {
      findPhoto: async () => undefined,
      savePhoto: async () => undefined,
      deletePhoto: async () => undefined,
    },
    webhookSender: httpWebhookSender({ now: Date.now, mayReachPrivate: false }),
    photoEncoder: { toPng: async () => ({ kind: 'not-a-photo' }) },
    clock,
    newId: randomUUID,
    log: SILENT,
    currency: 'EUR',
    pendingOrderLifeMs: undefined,
  });
  return { useCases, clock: testClock };
}

/** Adds an account with the first password, and gives its id. */
export async function addAccount({ users }: Store, email: string): Promise<string> {
  const userId = randomUUID();
  const passwordHash = await plainPasswords().hash(FIRST_PASSWORD);
  await users.createUser(sampleUser(userId, { email }), passwordHash);
  return userId;
}

/** Somebody has to stay an admin whatever becomes of the accounts of a test. */
export async function addAdmin({ users }: Store): Promise<void> {
  const userId = randomUUID();
  await users.createUser(sampleUser(userId, { role: 'admin' }));
}

/** What a call gives, or the code of the error that the caller is told. */
export async function answerTo<Value>(call: Promise<Value>): Promise<Value | ErrorCode> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

/** The caller that a route would see: their token and their session are both looked at. */
export async function callerWith(
  { checkAccessToken, checkSession }: UseCases,
  accessToken: string,
): Promise<UserCaller> {
  return checkSession(await checkAccessToken(accessToken));
}

/** The real ones, with a key of this moment. */
export async function signedAccessTokens(): Promise<(clock: () => Date) => AccessTokens> {
  const start = () => new Date(instant());
  const json = keySetText([newKey(start())]);
  const keys = await openSigningKeys({ kind: 'inline', json }, { clock: start, log: SILENT });
  const named = { keys, issuer: 'kitroom', audience: 'kitroom', newId: randomUUID };
  return (clock) => jwtAccessTokens({ ...named, clock });
}

/** Cost nothing, so that an order of store calls is the same whenever it is run again. */
const plainAccessTokens: AccessTokens = {
  sign: async (claims) => JSON.stringify(claims),
  verify: async (token) => JSON.parse(token),
  publicKeys: async () => ({ keys: [] }),
};

/** Salted as real hashes are, since an old hash is the proof of a change. */
function plainPasswords(): Passwords {
  return {
    hash: async (password) => `${randomUUID()} ${password}`,
    verify: async (typed, stored) => ({
      matches: stored?.slice(stored.indexOf(' ') + 1) === typed,
      outdated: false,
    }),
    problems: async () => [],
  };
}

const nothing = () => undefined;
const SILENT: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
