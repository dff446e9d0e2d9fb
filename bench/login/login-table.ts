import type { AuthFigures } from './auth-step.ts';
import { BURST_LOG_INS, type BurstFigures } from './burst.ts';

const COLUMNS = [
  ['a second', 10],
  ['p50 ms', 9],
  ['p99 ms', 9],
  ['generator busy', 17],
] as const;
const BURST_WIDTH = 40;

export function stepTable(
  groups: readonly { readonly label: string; readonly figures: readonly AuthFigures[] }[],
): string {
  const titles = groups.flatMap(({ figures }) => figures.map(({ title }) => title.length));
  const width = Math.max(...titles) + 2;
  const head = COLUMNS.map(([title, columnWidth]) => title.padStart(columnWidth)).join('');
  const blocks = groups
    .filter(({ figures }) => figures.length > 0)
    .map(({ label, figures }) => [
      `${label.padEnd(width)}${head}  ratio`,
      ...figures.map((one) => `  ${one.title.padEnd(width - 2)}${cellsOf(one)}`),
    ]);
  return blocks.map((lines) => lines.join('\n')).join('\n\n');
}

function cellsOf({ round, limit }: AuthFigures): string {
  const cells = [
    round.requestsPerSecond.toFixed(round.requestsPerSecond < 1_000 ? 1 : 0),
    round.p50Ms.toFixed(2),
    round.p99Ms.toFixed(2),
    `${Math.round(round.generatorBusy * 100)}%`,
  ];
  const padded = cells.map((cell, index) => cell.padStart(COLUMNS[index]?.[1] ?? 0)).join('');
  if (limit === undefined) return padded;
  const { ratio, name, aim = 0 } = limit;
  const verdict = ratio < aim ? `, below ${aim}` : '';
  return `${padded}  ${ratio.toFixed(2)} of ${name}${verdict}`;
}

export function burstTable(bursts: readonly BurstFigures[]): string {
  const row = (title: string, cell: (figures: BurstFigures) => string) =>
    title.padEnd(44) + bursts.map((figures) => cell(figures).padStart(BURST_WIDTH)).join('');
  const megabytes = (value: number | undefined) => value?.toFixed(0) ?? 'not known here';
  return [
    row(`${BURST_LOG_INS} sign-ins at once`, ({ label }) => label),
    row('Answered 200', ({ ok }) => String(ok)),
    row('Answered 503 with Retry-After', ({ putOff }) => String(putOff)),
    row('Answered otherwise or not at all', ({ otherwise }) => String(otherwise)),
    row('The last answer after, s', ({ lastAnswerMs }) => (lastAnswerMs / 1_000).toFixed(1)),
    row('Memory at rest before (VmRSS), MB', ({ restMegabytes }) => megabytes(restMegabytes)),
    row('Memory at most (VmHWM), MB', ({ peakMegabytes }) => megabytes(peakMegabytes)),
    row('An unrelated call', ({ unrelatedPath }) => `GET ${unrelatedPath}`),
    row('  alone, p50 / p99 ms', ({ unrelatedAlone }) => latencies(unrelatedAlone)),
    row('  meanwhile, p50 / p99 ms', ({ unrelatedMeanwhile }) => latencies(unrelatedMeanwhile)),
  ].join('\n');
}

function latencies({ p50Ms, p99Ms }: { readonly p50Ms: number; readonly p99Ms: number }): string {
  return `${p50Ms.toFixed(2)} / ${p99Ms.toFixed(2)}`;
}
