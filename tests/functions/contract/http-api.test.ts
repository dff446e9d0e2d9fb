import { describe, expect, test } from 'vitest';
import permissions from '../../../infra/permissions.json' with { type: 'json' };
import type { FunctionBench } from '../function-bench.ts';
import type { Used } from '../recording-proxy.ts';
import { functionsContract } from './functions-contract.ts';

const used: Used = new Map();

/** Adds what the functions of one run did to what those of others did. */
async function gather(bench: FunctionBench): Promise<void> {
  for (const [name, places] of bench.used) {
    const all = used.get(name) ?? new Map<string, Set<string>>();
    used.set(name, all);
    for (const [place, actions] of places) {
      all.set(place, new Set([...(all.get(place) ?? []), ...actions]));
    }
  }
}

functionsContract('http-api', 'open', gather);
functionsContract('http-api', 'protected', gather);

/** What is done seldom: no run of the contract comes to it, and it must be allowed all the same. */
const SELDOM: Readonly<Record<string, string>> = {};

function linesOf(places: Iterable<readonly [string, Iterable<string>]>, name: string) {
  return [...places].flatMap(([place, actions]) =>
    [...actions].map((action) => `${name}: ${action} of ${place}`),
  );
}

describe('each function', () => {
  const seen = () => new Set([...used].flatMap(([name, places]) => linesOf(places, name)));
  const granted = Object.entries(permissions)
    .flatMap(([name, places]) => linesOf(Object.entries(places), name))
    .filter((line) => line.includes(': dynamodb:') && !line.endsWith('/stream'));

  test('may do with the tables what it was seen to do', () => {
    expect(
      [...seen()]
        .filter((line) => !granted.includes(line))
        .sort()
        .join('\n'),
    ).toBe('');
  });

  test('may do no more, but for what has a reason', () => {
    const unseen = granted.filter((line) => !seen().has(line)).sort();
    expect(unseen.join('\n')).toBe(Object.keys(SELDOM).sort().join('\n'));
  });
});
