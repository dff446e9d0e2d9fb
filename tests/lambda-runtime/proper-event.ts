import type { Outcome } from './runtime-api.ts';

/** An event that a function must do well, and what is wrong with what came of it. */
export interface ProperEvent {
  readonly event: unknown;
  faultsOf(answer: unknown): readonly string[];
}

/** What is asked of each function, whoever calls it. */
export interface FunctionCase {
  readonly name: string;
  readonly calledBy: 'HTTP' | 'workflow' | 'schedule';
  /** Another one at each call, since some can be done once. */
  proper(): Promise<ProperEvent>;
  /** One that is not answered before the store or the secret is. */
  waiting(): Promise<ProperEvent>;
  /** One that is refused by what is in it, and what must come of it. */
  refused(): Promise<ExpectedEvent>;
  /** JSON that no caller of AWS sends. */
  readonly bad: readonly ExpectedEvent[];
  /** Whether a process that has answered once answers from memory for a while. */
  readonly remembers?: boolean;
  /** Of a proper event while the store does not answer; none where it has none. */
  readonly withoutStore?: Expectation;
  readonly readsSecret: boolean;
}

export interface ExpectedEvent {
  readonly event: unknown;
  readonly expected: Expectation;
}

/** What is wrong with an outcome; empty when nothing is. */
export type Expectation = (outcome: Outcome) => readonly string[];

/** The function failed, by one of these names of errors. */
export function failsAs(...types: readonly string[]): Expectation {
  return (outcome) => {
    if (outcome.kind === 'answer') return [`it answered ${shortened(outcome.body)}`];
    const { errorType, errorMessage } = outcome.error;
    return types.includes(errorType) ? [] : [`it failed as ${errorType}: ${errorMessage}`];
  };
}

/** The function answered, and well. */
export function answersWell(faultsOf: ProperEvent['faultsOf']): Expectation {
  return (outcome) => {
    if (outcome.kind === 'answer') return faultsOf(JSON.parse(outcome.body));
    const { errorType, errorMessage } = outcome.error;
    return [`it failed as ${errorType}: ${errorMessage}`];
  };
}

export function shortened(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
