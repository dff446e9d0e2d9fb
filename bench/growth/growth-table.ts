/** Above it a route grows with the shop. */
const LIMIT = 1.5;
const WIDTH = 9;

interface Times {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface GrowthFigures {
  readonly name: string;
  readonly title: string;
  readonly remark: string | undefined;
  readonly small: Times;
  readonly big: Times;
  /** Of the medians, the big shop's over the small one's. */
  readonly ratio: number;
}

/** The head and one line a route, to be printed as they come: a run takes minutes. */
export function growthLines(titles: readonly string[]) {
  const titleWidth = Math.max(...titles.map((title) => title.length), 5);
  const line = (title: string, cells: readonly string[]) =>
    title.padEnd(titleWidth) + cells.map((cell) => cell.padStart(WIDTH)).join('');
  return {
    head: [
      line('', ['small', 'small', 'big', 'big', '']),
      line('Route', ['p50 ms', 'p99 ms', 'p50 ms', 'p99 ms', 'ratio']),
    ].join('\n'),
    route({ title, remark, small, big, ratio }: GrowthFigures): string {
      const times = [small.p50Ms, small.p99Ms, big.p50Ms, big.p99Ms, ratio];
      const cells = times.map((value) => value.toFixed(2));
      const mark = ratio > LIMIT ? `  above ${LIMIT}` : '';
      return line(title, cells) + mark + (remark === undefined ? '' : `  (${remark})`);
    },
  };
}
