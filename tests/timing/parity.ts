/** Measured values of several things that nobody should be able to tell apart, by their names. */
export type Samples = ReadonlyMap<string, readonly number[]>;

export interface Tolerance {
  /** Of the mean of the quicker half: what the slow half holds is the machine's doing. */
  readonly share: number;
  /** How far from one half the chance may be that a value of one exceeds a value of the other. */
  readonly superiority: number;
}

/**
 * Which pairs can be told apart, each told once and in words that are the same for another sample.
 * Both must say so: the ranks alone would find differences too small to matter, and the means alone
 * would find the noise of a busy machine.
 */
export function toldApart(samples: Samples, tolerance: Tolerance): readonly string[] {
  const names = [...samples.keys()].sort();
  return names.flatMap((one, index) =>
    names.slice(index + 1).flatMap((other) => {
      const [ofOne, ofOther] = [samples.get(one) ?? [], samples.get(other) ?? []];
      const chance = superiority(ofOne, ofOther);
      const ratio = quickMean(ofOne) / quickMean(ofOther);
      const byRank = Math.abs(chance - 0.5) > tolerance.superiority;
      const byMean = Math.max(ratio, 1 / ratio) - 1 > tolerance.share;
      if (!byRank || !byMean) return [];
      return [`${one} is ${ratio > 1 ? 'slower' : 'quicker'} than ${other}`];
    }),
  );
}

/** The chance that a value of one is above a value of the other: the effect of Mann and Whitney. */
export function superiority(ofOne: readonly number[], ofOther: readonly number[]): number {
  let above = 0;
  for (const one of ofOne) {
    for (const other of ofOther) above += one > other ? 1 : one === other ? 0.5 : 0;
  }
  return above / (ofOne.length * ofOther.length);
}

export function quickMean(values: readonly number[]): number {
  const quicker = values.toSorted((one, other) => one - other).slice(0, (values.length + 1) / 2);
  return quicker.reduce((sum, value) => sum + value, 0) / quicker.length;
}
