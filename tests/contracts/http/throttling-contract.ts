import { describe, expect, test } from 'vitest';
import { type Answer, apiClient, freshAddress, type HttpTarget } from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { freshEmail, PASSWORD } from './fixtures.ts';
import { countAnswered, expectToWait, guess, guessTimes, pauseFor } from './guesses.ts';
import { logIn, register } from './sign-in-fixtures.ts';

/** How guesses at one account are slowed down. */
export function throttlingContract(target: HttpTarget): void {
  const api = apiClient(target);

  describe('guesses at one account', () => {
    test('are answered five times; the sixth waits, the right password too', async () => {
      const there = api.from(freshAddress());
      const { email } = await register(api);
      await guessTimes(there, email, 5);
      // At once, since the first wait is of a second only.
      const [wrong, right] = await Promise.all([
        guess(there, email),
        guess(there, email, PASSWORD),
      ]);
      expect(expectToWait(wrong)).toBe(1);
      expectToWait(right);
    });

    test('wait alike whether or not there is such an account, byte for byte', async () => {
      const headers = { 'x-request-id': 'the-same' };
      const waits = [];
      for (const email of [(await register(api)).email, freshEmail('nobody')]) {
        const there = api.from(freshAddress());
        await guessTimes(there, email, 5);
        const answer = await there.post('/login', { email, password: PASSWORD }, headers);
        expectToWait(answer);
        const { date, ...others } = Object.fromEntries(answer.headers);
        waits.push({ headers: others, text: answer.text });
      }
      expect(waits[1]).toEqual(waits[0]);
    });

    test('wait only where they were made: from elsewhere the owner signs in at once', async () => {
      const there = api.from(freshAddress());
      const user = await register(api);
      await guessTimes(there, user.email, 5);
      const [waiting] = await Promise.all([guess(there, user.email, PASSWORD), logIn(api, user)]);
      expectToWait(waiting);
    });

    test('wait for that account alone', async () => {
      const there = api.from(freshAddress());
      const [attacked, other] = [await register(api), await register(api)];
      await guessTimes(there, attacked.email, 5);
      const [waiting] = await Promise.all([guess(there, attacked.email), logIn(there, other)]);
      expectToWait(waiting);
    });

    test('are answered again after Retry-After; each wrong one then doubles the wait', async () => {
      const there = api.from(freshAddress());
      const user = await register(api);
      await guessTimes(there, user.email, 5);
      await waitOut(await guess(there, user.email));
      await guessTimes(there, user.email, 1);
      const second = await guess(there, user.email);
      expect(expectToWait(second)).toBe(2);
      await waitOut(second);
      await logIn(there, user);
      // A right password starts the count again.
      await guessTimes(there, user.email, 5);
      expectToWait(await guess(there, user.email));
    });

    test('30 at once are answered five times', async () => {
      const there = api.from(freshAddress());
      const { email } = await register(api);
      const answers = await Promise.all(Array.from({ length: 30 }, () => guess(there, email)));
      expect(countAnswered(answers, 401)).toBe(5);
    });

    test('in any spelling of its email are counted together', async () => {
      const there = api.from(freshAddress());
      const email = freshEmail('anna');
      const spellings = [email.toUpperCase(), ` ${email}`, `${email}\t`, email];
      for (const spelling of spellings) await guessTimes(there, spelling, 1);
      await guessTimes(there, email.replace('anna', 'ａｎｎａ'), 1);
      expectToWait(await guess(there, email));
    });

    test('with a body that is refused are not counted', async () => {
      const there = api.from(freshAddress());
      const user = await register(api);
      for (let count = 0; count < 10; count += 1) {
        expectProblem(await guess(there, user.email, ''), 'INVALID_INPUT');
      }
      await logIn(there, user);
    });
  });
}

/** As a client should: when told to come back later, it does. */
async function waitOut(answer: Answer): Promise<void> {
  await pauseFor(expectToWait(answer) * 1_000);
}
