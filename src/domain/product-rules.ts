import type { FieldProblem } from './errors.ts';
import type { ProductDetails } from './product.ts';

/** What of a product does not go together, though each field is well formed. */
export function productProblems(details: ProductDetails): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  const need = (field: string, because: string) =>
    problems.push({ pointer: `#/${field}`, detail: `must be given ${because}` });
  if (details.tag === 'kits') {
    if (details.teamName === undefined) need('team_name', 'for a product with the tag kits');
  } else if (details.tag === 'boots') {
    if (details.label === undefined) need('label', 'for a product with the tag boots');
  } else if (details.label === undefined && details.name === undefined) {
    need('label', 'unless there is a name');
  }
  const sizes = details.sizes.map(({ size }) => size);
  if (new Set(sizes).size < sizes.length) {
    problems.push({ pointer: '#/sizes', detail: 'must name each size once' });
  }
  return problems;
}
