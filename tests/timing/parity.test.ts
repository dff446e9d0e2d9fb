import { hash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { quickMean, superiority, toldApart } from './parity.ts';

const COUNT = 150;
const TOLERANCE = { share: 0.03, superiority: 0.12 };
const SEEDS = Array.from({ length: 50 }, (_, seed) => seed);

/** As a machine measures what takes so long: most of it near, some far above. */
function measured(ms: number, noiseMs: number, seed: string): readonly number[] {
  return Array.from({ length: COUNT }, (_, index) => {
    const chance = hash('sha256', `${seed} ${index}`, 'buffer').readUInt32BE() / 2 ** 32;
    return ms - noiseMs * Math.log(1 - chance);
  });
}

function apart(one: readonly number[], other: readonly number[]): readonly string[] {
  return toldApart(new Map(Object.entries({ one, other })), TOLERANCE);
}

describe('measured values', () => {
  test.each([
    ['almost no noise', 0.1],
    ['the noise of CPU time', 1.5],
    ['the noise of a busy machine', 50],
  ])('of one thing are not told apart: %s', (_, noise) => {
    for (const seed of SEEDS) {
      const values = apart(measured(25, noise, `${seed}`), measured(25, noise, `other ${seed}`));
      expect(values, `seed ${seed}`).toEqual([]);
    }
  });

  test('of a hash and of none are told apart on any machine', () => {
    for (const seed of SEEDS) {
      const [hashing, none] = [measured(25, 30, `${seed}`), measured(2, 30, `other ${seed}`)];
      expect(apart(hashing, none), `seed ${seed}`).toEqual(['one is slower than other']);
      expect(apart(none, hashing), `seed ${seed}`).toEqual(['one is quicker than other']);
    }
  });

  test('of 1.5 ms more are told apart where there is the noise of CPU time', () => {
    for (const seed of SEEDS) {
      const [more, less] = [measured(26.5, 1.5, `${seed}`), measured(25, 1.5, `other ${seed}`)];
      expect(apart(more, less), `seed ${seed}`).toEqual(['one is slower than other']);
    }
  });

  test('that differ for certain, but by less than the share, are not told apart', () => {
    expect(apart(measured(25.5, 0.01, 'a'), measured(25, 0.01, 'b'))).toEqual([]);
  });

  test('are compared by the chance that one is above the other, and by their quicker half', () => {
    expect(superiority([1, 2, 3], [1, 2, 3])).toBe(0.5);
    expect(superiority([4, 5], [1, 2, 3])).toBe(1);
    expect(superiority([1, 5], [3, 3])).toBe(0.5);
    expect(superiority([1], [1, 2])).toBe(0.25);
    expect(quickMean([9, 1, 100, 3])).toBe(2);
    expect(quickMean([9, 1, 2])).toBe(1.5);
  });
});
