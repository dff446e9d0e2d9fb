import { introduction } from './introduction.ts';
import type { Measurement } from './measure-works.ts';
import { priceOf } from './price.ts';
import type { Spending } from './spending-meter.ts';

/** Items in each table when the page is measured, beside those the works use. */
export const PAGE_ITEMS = 2_000;

const HEAD = [
  'Work',
  'Calls',
  'Read units',
  'Write units',
  '$ a million',
  "Documents' calls",
  'Read units',
  'Write units',
  '$ a million',
  "Kitroom's calls are",
];

export interface CallCounts {
  readonly kitroom: number;
  /** Undefined where the documents have no such function. */
  readonly documents: number | undefined;
}

export function budgetsPage(measurements: readonly Measurement[]): string {
  const rows = measurements.map(({ work, kitroom, documents }) => [
    `\`${work.title.replace(/, /, '`, ')}${work.title.includes(', ') ? '' : '`'}`,
    ...cellsOf(kitroom),
    ...(documents ? cellsOf(documents) : ['–', '–', '–', '–']),
    operations(kitroom),
  ]);
  const rule = HEAD.map((_, index) => (index === 0 || index === HEAD.length - 1 ? '---' : '---:'));
  const table = [HEAD, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  return `${introduction(measurements, PAGE_ITEMS)}\n${table}\n`;
}

/** The calls a page states, by the title of the work. */
export function statedCalls(page: string): ReadonlyMap<string, CallCounts> {
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  return new Map(
    rows.map((row) => {
      const cells = row.split('|').map((cell) => cell.trim());
      const documents = cells[6] === '–' ? undefined : Number(cells[6]);
      return [String(cells[1]).replaceAll('`', ''), { kitroom: Number(cells[2]), documents }];
    }),
  );
}

function cellsOf({ calls, readUnits, writeUnits }: Spending): readonly string[] {
  const price = priceOf({ readUnits, writeUnits });
  return [String(calls.length), String(readUnits), String(writeUnits), price];
}

function operations({ calls }: Spending): string {
  const groups = Map.groupBy(calls, ({ operation }) => operation);
  const texts = [...groups].map(([operation, { length }]) =>
    length === 1 ? operation : `${length} × ${operation}`,
  );
  return texts.join(', ') || 'none';
}
