import { readFile } from 'node:fs/promises';
import type { CostSources } from './page.ts';

/** The files of the project that the page of costs is made of. */
export async function readCostSources(): Promise<CostSources> {
  const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');
  const [budgets, template, workflow] = await Promise.all([
    read('docs/budgets.md'),
    read('infra/sam/template.yaml'),
    read('src/workflows/user-registration.asl.json'),
  ]);
  return { budgets, template, workflow };
}
