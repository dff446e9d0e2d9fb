import { writeFileSync } from 'node:fs';
import { startDynamodbLocal } from '../tests/stores/dynamodb-local.ts';
import { measureWorks } from './budgets/measure-works.ts';
import { budgetsPage, PAGE_ITEMS } from './budgets/page.ts';

const PAGE = new URL('../docs/budgets.md', import.meta.url);

/** Measures what each request spends and writes docs/budgets.md. */
const engine = await startDynamodbLocal();
try {
  const { measurements } = await measureWorks(engine.endpoint, PAGE_ITEMS);
  writeFileSync(PAGE, budgetsPage(measurements));
  console.log(`docs/budgets.md has ${measurements.length} rows`);
} finally {
  await engine.stop();
}
