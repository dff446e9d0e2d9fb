import { expect } from 'vitest';
import type { Answer, Api } from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { sendLogIn } from './sign-in-fixtures.ts';

export function guess(there: Api, email: string, password = 'a wrong guess'): Promise<Answer> {
  return sendLogIn(there, { email, password });
}

/** One after another, each of them answered. */
export async function guessTimes(there: Api, email: string, times: number): Promise<void> {
  for (let count = 0; count < times; count += 1) {
    expectProblem(await guess(there, email), 'INVALID_CREDENTIALS');
  }
}

/** For how many seconds. */
export function expectToWait(answer: Answer): number {
  expectProblem(answer, 'TOO_MANY_ATTEMPTS');
  const seconds = Number(answer.headers.get('retry-after'));
  expect(Number.isInteger(seconds)).toBe(true);
  expect(seconds).toBeGreaterThanOrEqual(1);
  return seconds;
}

/** How many of the answers have the status; all others were told to wait. */
export function countAnswered(answers: readonly Answer[], status: number): number {
  const waiting = answers.filter((answer) => answer.status !== status);
  for (const answer of waiting) expectToWait(answer);
  return answers.length - waiting.length;
}

export function pauseFor(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
