import type { Comparison } from './compare.ts';
import type { Spread, StartFigures } from './start-time.ts';

const AIM = 0.6;
const COLUMNS = [
  ['req/s', 9],
  ['p50 ms', 9],
  ['p99 ms', 9],
  ['bare req/s', 13],
  ['p50 ms', 9],
  ['p99 ms', 9],
  ['generator busy', 17],
  ['ratio', 8],
] as const;

export function routeTable(comparisons: readonly Comparison[]): string {
  const width = Math.max(...comparisons.map(({ route }) => route.length), 5);
  const head = COLUMNS.map(([title, columnWidth]) => title.padStart(columnWidth)).join('');
  const lines = comparisons.map(({ route, kitroom, bare, ratio }) => {
    const busy = [kitroom, bare].map((one) => `${Math.round(one.generatorBusy * 100)}%`);
    const cells = [
      kitroom.requestsPerSecond.toFixed(0),
      kitroom.p50Ms.toFixed(2),
      kitroom.p99Ms.toFixed(2),
      bare.requestsPerSecond.toFixed(0),
      bare.p50Ms.toFixed(2),
      bare.p99Ms.toFixed(2),
      busy.join(' / '),
      ratio.toFixed(2),
    ];
    const padded = cells.map((cell, index) => cell.padStart(COLUMNS[index]?.[1] ?? 0));
    return `${route.padEnd(width)}${padded.join('')}${ratio < AIM ? `  below ${AIM}` : ''}`;
  });
  return [`${'Route'.padEnd(width)}${head}`, ...lines].join('\n');
}

export function startTable({ firstStartMs, laterStartMs, restMegabytes }: StartFigures): string {
  return [
    `${''.padEnd(40)}${['min', 'median', 'max'].map((title) => title.padStart(9)).join('')}`,
    line('First start (empty store), ms', firstStartMs),
    line('Later starts, ms', laterStartMs),
    restMegabytes ? line('Memory at rest (VmRSS), MB', restMegabytes) : 'Memory: not known here',
  ].join('\n');
}

function line(title: string, { min, median, max }: Spread): string {
  const cells = [min, median, max].map((value) => value.toFixed(0).padStart(9));
  return `${title.padEnd(40)}${cells.join('')}`;
}
