import type { Measurement } from './measure-works.ts';
import type { Spending } from './spending-meter.ts';

/** Items in each table when the page is measured, beside those the works use. */
export const PAGE_ITEMS = 2_000;

// On demand, standard class, us-east-1, since November 2024; dollars a million units.
const WRITE_PRICE = 0.625;
const READ_PRICE = 0.125;

const INTRODUCTION = `# What each request spends in DynamoDB

Measured by \`node bench/budgets.ts\` on DynamoDB Local with ${PAGE_ITEMS.toLocaleString('en')} accounts, products, ads, carts
and orders in the tables; the same calls and units were counted with 10 of each wherever the answer
is the same size. \`tests/budgets/dynamodb-budgets.test.ts\` measures again and fails when a number of
calls below is no longer true, or over its budget.

- **Units** are those DynamoDB bills: a read unit is 4 KB read strongly consistently, a write unit is
  1 KB written, and each index that holds the item is written as well. They are what the engine
  reports as consumed, but for transactions, of which DynamoDB Local counts one item a table: those are
  computed from the items before and after, twice a write unit for each started KB of each item and of
  each index entry it changes, and two units for a check. A read that finds nothing costs the least
  there is.
- **Price** is that of a million of the request in the row, for DynamoDB alone, at the list price of
  on-demand tables in us-east-1 (published in November 2024, without free tier and storage): $${WRITE_PRICE} a
  million write request units and $${READ_PRICE} a million read request units.
- **Who asks** is the operator of open mode, unless the row says otherwise. Whoever comes with a token
  pays one BatchGetItem more, 2 read units, for the session and its account: at every write, and at
  every read but that of one's own by id. Sign-ins, and sign-ups by anyone, are counted by throttles:
  an UpdateItem of one unit for each, and one more to take it back after a right password.
- **The documents' functions** are their calls and nothing else (\`bench/document-functions.ts\`), over
  tables with the indexes the documents name, measured in the same way. A registration finds its
  account by email, so its table is taken to have the email as its key. A dash is work that they do not
  do.

Kitroom's writes cost more wherever they promise more: an account is written together with the claim
of its email, so that no two accounts ever share one, and held in indexes that lists and look-ups read
instead of the table; a checkout moves cart, order and stock in one step and can be repeated safely.
Its reads of single items are strongly consistent, at twice the price of the documents'. It makes far
fewer calls, which is time and not money, where a cart is read, and spends less where the documents
scan the ads for every visit or read a product once for each of its units.
`;

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
  return `${INTRODUCTION}\n${table}\n`;
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
  const price = readUnits * READ_PRICE + writeUnits * WRITE_PRICE;
  return [String(calls.length), String(readUnits), String(writeUnits), price.toFixed(2)];
}

function operations({ calls }: Spending): string {
  const groups = Map.groupBy(calls, ({ operation }) => operation);
  const texts = [...groups].map(([operation, { length }]) =>
    length === 1 ? operation : `${length} × ${operation}`,
  );
  return texts.join(', ') || 'none';
}
