import { setTimeout as delay } from 'node:timers/promises';
import { medians, type Round } from '../measure.ts';
import type { BenchOptions } from '../options.ts';

/** For --only. */
export const LOGIN_PARTS = ['login', 'register', 'refresh', 'check', 'update', 'burst'] as const;
export type LoginPart = (typeof LOGIN_PARTS)[number];

/** Hashes of the last round that nobody waits for any more are done by then. */
const SETTLE_MS = 500;

/** One thing that is measured round by round. */
export interface AuthStep {
  /** Those it is needed for. */
  readonly parts: readonly LoginPart[];
  readonly title: string;
  /** What it cannot be faster than. */
  readonly limit?: AuthLimit;
  measure(seconds: number): Promise<Round>;
}

interface AuthLimit {
  readonly step: AuthStep;
  /** "the bare hashes" */
  readonly name: string;
  /** The share of it that is aimed at. */
  readonly aim?: number;
}

export interface AuthFigures {
  readonly title: string;
  readonly round: Round;
  readonly limit?: { readonly ratio: number; readonly name: string; readonly aim?: number };
}

/** All steps in turn and all over again, so that each meets the same moods of the machine. */
export async function measureSteps(
  steps: readonly AuthStep[],
  options: Pick<BenchOptions, 'seconds' | 'rounds'>,
  progress: (text: string) => void,
): Promise<ReadonlyMap<AuthStep, AuthFigures>> {
  const rounds = new Map<AuthStep, Round[]>(steps.map((step) => [step, []]));
  for (let round = 0; round <= options.rounds; round += 1) {
    for (const step of steps) {
      const isWarmUp = round === 0;
      progress(`${step.title}: ${isWarmUp ? 'warm-up' : `round ${round} of ${options.rounds}`}`);
      await delay(SETTLE_MS);
      const measured = await step.measure(options.seconds);
      if (!isWarmUp) rounds.get(step)?.push(measured);
    }
  }
  const results = new Map(steps.map((step) => [step, medians(rounds.get(step) ?? [])]));
  return new Map([...results].map(([step, round]) => [step, figuresOf(step, round, results)]));
}

function figuresOf(
  { title, limit }: AuthStep,
  round: Round,
  results: ReadonlyMap<AuthStep, Round>,
): AuthFigures {
  if (limit === undefined) return { title, round };
  const { step, ...named } = limit;
  const ratio = round.requestsPerSecond / (results.get(step)?.requestsPerSecond ?? Number.NaN);
  return { title, round, limit: { ratio, ...named } };
}
