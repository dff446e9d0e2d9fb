import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Api, apiClient, freshAddress, type HttpTarget } from './api-client.ts';
import { freshEmail, PASSWORD } from './fixtures.ts';
import { countAnswered, expectToWait, guess, guessTimes, pauseFor } from './guesses.ts';
import { logIn, register } from './sign-in-fixtures.ts';

const WINDOW_MS = 15 * 60 * 1000;

/** What is one source, and how its guesses and sign-ups are slowed down. */
export function sourceThrottlingContract(target: HttpTarget): void {
  const api = apiClient(target);

  describe('guesses from one source', () => {
    beforeEach(clearOfNewWindow);
    const guessEverywhere = (there: Api, times: number) =>
      Promise.all(Array.from({ length: times }, () => guess(there, freshEmail('nobody'))));

    test('at ever other accounts are answered 50 times; another source is not affected', async () => {
      const there = api.from(freshAddress());
      expect(countAnswered(await guessEverywhere(there, 60), 401)).toBe(50);
      await guessTimes(api.from(freshAddress()), freshEmail('nobody'), 1);
    });

    test('are given back by a right password: 60 sign-ins in a row all succeed', async () => {
      const there = api.from(freshAddress());
      const user = await register(api);
      for (let count = 0; count < 60; count += 1) await logIn(there, user);
    });

    test('are counted by the /64 of an IPv6 address', async () => {
      const network = freshIpv6Network();
      const email = freshEmail('nobody');
      for (const host of ['::1', '::2', ':ffff:1:2:3', '::dead:beef', '::']) {
        await guessTimes(api.from(network + host), email, 1);
      }
      expectToWait(await guess(api.from(`${network}::5`), email));
      await guessTimes(api.from(`${freshIpv6Network()}::1`), email, 1);
    });

    test('are counted by what the trusted proxy added last, whatever the client wrote', async () => {
      const address = freshAddress();
      const email = freshEmail('nobody');
      const made = [freshAddress(), 'unknown', '::1', `${freshAddress()}, ${freshAddress()}`, ''];
      for (const before of made) await guessTimes(api.from(`${before}, ${address}`), email, 1);
      expectToWait(await guess(api.from(`${freshAddress()}, ${address}`), email));
      await guessTimes(api.from(`${address}, ${freshAddress()}`), email, 1);
    });

    test('are one source with the port that some proxies add, and as IPv4 in IPv6', async () => {
      const address = freshAddress();
      const email = freshEmail('nobody');
      for (const spelling of [`${address}:1234`, `${address}:5678`, ` ${address}`]) {
        await guessTimes(api.from(spelling), email, 1);
      }
      await guessTimes(api.from(`::ffff:${address}`), email, 1);
      await guessTimes(api.from(`[::ffff:${address}]:443`), email, 1);
      expectToWait(await guess(api.from(address), email));
    });
  });

  describe('sign-ups and resets from one source', () => {
    beforeEach(clearOfNewWindow);
    const reset = (there: Api) =>
      there.post('/password/reset', { reset_token: 'kpr.unknown', new_password: PASSWORD });
    const signUp = (there: Api) =>
      there.post('/register', { email: freshEmail(), password: PASSWORD });

    test('are taken 50 times together, and elsewhere they go on', async () => {
      const there = api.from(freshAddress());
      const answers = await Promise.all(Array.from({ length: 60 }, () => reset(there)));
      expect(countAnswered(answers, 400)).toBe(50);
      if (target.admin !== undefined) expectToWait(await signUp(there));
      expect((await signUp(api.from(freshAddress()))).status).toBe(201);
    });

    if (target.admin === undefined) {
      test('of the operator are not counted', async () => {
        const there = api.from(freshAddress());
        await Promise.all(Array.from({ length: 60 }, () => register(there)));
      });
    } else {
      test('are counted when they succeed', async () => {
        const there = api.from(freshAddress());
        const answers = await Promise.all(Array.from({ length: 60 }, () => signUp(there)));
        expect(countAnswered(answers, 201)).toBe(50);
      });
    }
  });
}

/** The counts of a source begin anew every quarter of an hour. */
async function clearOfNewWindow(): Promise<void> {
  const left = WINDOW_MS - (Date.now() % WINDOW_MS);
  if (left < 3_000) await pauseFor(left);
}

function freshIpv6Network(): string {
  const groups = randomBytes(4).toString('hex').match(/.{4}/g) ?? [];
  return `2001:db8:${groups.join(':')}`;
}
