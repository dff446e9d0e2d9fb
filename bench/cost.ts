import { writeFileSync } from 'node:fs';
import { readCostSources } from './cost/cost-sources.ts';
import { costPage } from './cost/page.ts';

const PAGE = new URL('../docs/cost.md', import.meta.url);

/** Calculates what it costs on AWS and writes docs/cost.md. */
writeFileSync(PAGE, costPage(await readCostSources()));
console.log('docs/cost.md is written');
