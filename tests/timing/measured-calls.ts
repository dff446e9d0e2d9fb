import { randomInt } from 'node:crypto';
import { expect } from 'vitest';
import { asObject } from '../contracts/http/api-client.ts';
import { type Samples, type Tolerance, toldApart } from './parity.ts';
import type { TimedAnswer } from './timed-client.ts';

/** Calls by what they are made for; each sends one request. */
export type Calls = Readonly<Record<string, () => Promise<TimedAnswer>>>;

interface Measuring {
  readonly rounds: number;
  readonly cpuTime: (() => number) | undefined;
  /** No round begins after it; in milliseconds. */
  readonly until?: number;
}

interface Measured {
  readonly wall: Samples;
  readonly cpu: Samples;
}

const WARM_UP_ROUNDS = 5;
const ATTEMPTS = 3;
/** Of the answer to the call before, a little is done after it was sent. */
const SETTLE_MS = 1;

/**
 * Neither by time nor by anything they hold may the answers be told apart. A difference that is
 * there shows in every attempt, one of the machine's making does not.
 */
export async function expectIndistinguishable(
  measured: () => Promise<Measured>,
  tolerance: { readonly wall: Tolerance; readonly cpu: Tolerance },
): Promise<void> {
  let apart: readonly string[] | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const { wall, cpu } = await measured();
    const found = [
      ...toldApart(wall, tolerance.wall).map((text) => `by the clock ${text}`),
      ...toldApart(cpu, tolerance.cpu).map((text) => `by the CPU ${text}`),
    ];
    apart = apart === undefined ? found : apart.filter((text) => found.includes(text));
    if (apart.length === 0) return;
  }
  expect(apart).toEqual([]);
}

/** Sends each call once a round, in an order of chance, and compares all that is answered. */
export async function measure(calls: Calls, measuring: Measuring): Promise<Measured> {
  const { rounds, cpuTime, until = Number.POSITIVE_INFINITY } = measuring;
  const names = Object.keys(calls);
  const wall = new Map<string, number[]>(names.map((name) => [name, []]));
  const cpu = new Map<string, number[]>(cpuTime && names.map((name) => [name, []]));
  const answers = new Map<string, Set<string>>();
  for (let round = -WARM_UP_ROUNDS; round < rounds && Date.now() < until; round += 1) {
    for (const name of shuffled(names)) {
      const before = cpuTime?.() ?? 0;
      const answer = await calls[name]?.();
      if (answer === undefined) continue;
      await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
      const spent = (cpuTime?.() ?? 0) - before;
      const text = comparable(answer);
      answers.set(text, (answers.get(text) ?? new Set()).add(name));
      if (round < 0) continue;
      wall.get(name)?.push(answer.ms);
      cpu.get(name)?.push(spent);
    }
  }
  expect([...answers].map(([text, of]) => `${[...of]}: ${text}`)).toHaveLength(1);
  return { wall, cpu };
}

/** All that a client sees but what names the one request or the time of it. */
function comparable({ status, headers, text }: TimedAnswer): string {
  const { date, 'x-request-id': id, 'retry-after': wait, ...others } = headers;
  const { request_id, instance, ...body } = asObject(JSON.parse(text));
  const same = { mayRetry: wait !== undefined, headers: others, body };
  return JSON.stringify({
    status,
    named: [date, id].every((value) => value !== undefined),
    ...same,
  });
}

function shuffled<Value>(values: readonly Value[]): readonly Value[] {
  return values
    .map((value) => [randomInt(2 ** 32), value] as const)
    .sort(([one], [other]) => one - other)
    .map(([, value]) => value);
}
