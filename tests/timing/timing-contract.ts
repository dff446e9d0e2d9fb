import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshAddress, type HttpTarget } from '../contracts/http/api-client.ts';
import { createUser, freshEmail, PASSWORD, type TestUser } from '../contracts/http/fixtures.ts';
import { pauseFor } from '../contracts/http/guesses.ts';
import {
  adminApi,
  type RegisteredUser,
  register,
  type SignedIn,
  signUp,
} from '../contracts/http/sign-in-fixtures.ts';
import { expectIndistinguishable, measure } from './measured-calls.ts';
import { cpuTimeOf } from './server-cpu-time.ts';
import { type TimedClient, timedClient } from './timed-client.ts';

const WRONG = 'a wrong guess';
const TIMEOUT_MS = 300_000;

/**
 * A hash takes 25 ms, of which the means may differ by 0.8 ms: one that is left out is seen by the
 * clock on any machine, 1.5 ms of work by the CPU time on any, by the clock on a quiet one alone.
 */
const HASHING = tolerance(0.03);
/** Without a hash it takes half a millisecond, over DynamoDB four: a read of that store is seen. */
const COUNTING = tolerance(0.15);
/**
 * It takes half a millisecond, over DynamoDB two. To read a session that is there takes 0.04 ms
 * more over SQLite, and tells of nothing but an id that nobody can guess.
 */
const FINDING = tolerance(0.4);

interface TimedTarget extends HttpTarget {
  readonly admin: NonNullable<HttpTarget['admin']>;
  readonly pid: () => number;
  /** Of calls with a hash, and of others. */
  readonly rounds: { readonly hashing: number; readonly lookingUp: number };
}

/** Time tells no more than the answers do, which tell nothing. Compared within one run only. */
export function timingContract({ rounds, ...target }: TimedTarget): void {
  let client: TimedClient;
  let cpuTime: (() => number) | undefined;
  let active: SignedIn;
  let disabled: RegisteredUser;
  let withoutPassword: TestUser;

  beforeAll(async () => {
    client = timedClient(target.baseUrl);
    cpuTime = cpuTimeOf(target.pid());
    const api = await adminApi(target);
    active = await signUp(api);
    disabled = await register(api);
    const answer = await api.put(`/users/${disabled.userId}/status`, { status: 'disabled' });
    expect(answer.status, answer.text).toBe(200);
    withoutPassword = await createUser(api);
  });
  afterAll(() => client.close());

  const logIn = (email: string, password: string, address?: string) =>
    client.post('/login', { email, password }, address);
  const signUpAs = (email: string) => client.post('/register', { email, password: PASSWORD });
  const refresh = (part: number, text: string) => {
    const token = active.refreshToken.split('.').with(part, text).join('.');
    return client.post('/token/refresh', { refresh_token: token });
  };
  /** So that whoever guesses on from the address has to wait, and until when. */
  const throttle = async (address: string, ...emails: readonly string[]) => {
    const guessEach = async () => {
      for (const email of emails) await logIn(email, WRONG, address);
    };
    for (let guess = 0; guess < 4; guess += 1) await guessEach();
    for (const waitMs of [1_000, 2_000]) {
      await guessEach();
      await pauseFor(waitMs + 100);
    }
    const until = Date.now() + 4_000;
    await guessEach();
    return until;
  };

  describe('nobody can tell by time', () => {
    test('why a sign-in is refused', { timeout: TIMEOUT_MS }, async () => {
      const calls = {
        'a wrong password': () => logIn(active.email, WRONG),
        'an unknown email': () => logIn(freshEmail(), WRONG),
        'a disabled account': () => logIn(disabled.email, disabled.password),
        'a wrong password of a disabled account': () => logIn(disabled.email, WRONG),
        'an account without a password': () => logIn(withoutPassword.email, WRONG),
      };
      const measuring = { rounds: rounds.hashing, cpuTime };
      await expectIndistinguishable(() => measure(calls, measuring), HASHING);
    });

    test('whose sign-in has to wait', { timeout: TIMEOUT_MS }, async () => {
      await expectIndistinguishable(async () => {
        const [address, unknown] = [freshAddress(), freshEmail()];
        const until = await throttle(address, active.email, unknown);
        const calls = {
          'a known email': () => logIn(active.email, WRONG, address),
          'an unknown email': () => logIn(unknown, WRONG, address),
        };
        return measure(calls, { rounds: rounds.lookingUp, cpuTime, until: until - 500 });
      }, COUNTING);
    });

    test('whether an account that has an email is disabled', { timeout: TIMEOUT_MS }, async () => {
      const calls = {
        'an active account': () => signUpAs(active.email),
        'a disabled account': () => signUpAs(disabled.email),
      };
      const measuring = { rounds: rounds.hashing, cpuTime };
      await expectIndistinguishable(() => measure(calls, measuring), HASHING);
    });

    test('what is wrong with a refresh token', { timeout: TIMEOUT_MS }, async () => {
      const calls = {
        'an unknown account': () => refresh(1, randomUUID()),
        'an unknown session': () => refresh(2, active.sessionId.slice(0, 13) + randomUUID()),
        'another family': () => refresh(3, randomBytes(16).toString('base64url')),
      };
      const measuring = { rounds: rounds.lookingUp, cpuTime };
      await expectIndistinguishable(() => measure(calls, measuring), FINDING);
    });
  });
}

/** The noise of a busy machine is in the clock more than in the CPU time. */
function tolerance(share: number) {
  return { wall: { share, superiority: 0.15 }, cpu: { share, superiority: 0.12 } };
}
