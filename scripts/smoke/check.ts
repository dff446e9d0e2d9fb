import type { SmokeAnswer, SmokeClient } from './client.ts';

export interface CheckContext {
  readonly client: SmokeClient;
  readonly token: string | undefined;
}

export interface Check {
  readonly title: string;
  /** Gives what is worth a remark, or nothing. */
  run(context: CheckContext): Promise<string | undefined>;
}

/** What a check found wrong, in one sentence. */
export class CheckFailure extends Error {
  override readonly name = 'CheckFailure';
}

/** Says of a check that it does not apply here, and why. */
export class CheckSkipped extends Error {
  override readonly name = 'CheckSkipped';
}

export function expectThat(holds: boolean, sentence: string): asserts holds {
  if (!holds) throw new CheckFailure(sentence);
}

export function expectStatus(answer: SmokeAnswer, status: number): void {
  expectThat(
    answer.status === status,
    `the status is ${answer.status} and not ${status}: ${excerptOf(answer)}`,
  );
}

/** The members of a JSON object; of anything else it is a failure. */
export function objectOf(answer: SmokeAnswer): Readonly<Record<string, unknown>> {
  const value = jsonOf(answer);
  expectThat(
    typeof value === 'object' && value !== null && !Array.isArray(value),
    `the answer is no JSON object: ${excerptOf(answer)}`,
  );
  return value as Readonly<Record<string, unknown>>;
}

export function listOf(answer: SmokeAnswer): readonly unknown[] {
  const value = jsonOf(answer);
  expectThat(Array.isArray(value), `the answer is no JSON list: ${excerptOf(answer)}`);
  return value;
}

/** An error of the API's own, with its code and with the id of the request. */
export function expectProblem(answer: SmokeAnswer, status: number, code: string): void {
  expectStatus(answer, status);
  const type = answer.headers.get('content-type');
  expectThat(
    type === 'application/problem+json',
    `the error is ${type} and not application/problem+json`,
  );
  const problem = objectOf(answer);
  expectThat(problem['code'] === code, `the code is ${String(problem['code'])} and not ${code}`);
  expectThat(
    problem['request_id'] === answer.headers.get('x-request-id'),
    'the request_id is not that of the header',
  );
}

function jsonOf(answer: SmokeAnswer): unknown {
  try {
    return JSON.parse(answer.text);
  } catch {
    throw new CheckFailure(`the answer is no JSON: ${excerptOf(answer)}`);
  }
}

/** Enough to know whose answer it is. */
function excerptOf({ text }: SmokeAnswer): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}
