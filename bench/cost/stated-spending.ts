export interface StatedSpending {
  readonly calls: number;
  readonly readUnits: number;
  readonly writeUnits: number;
}

/**
 * What docs/budgets.md states that the work spends.
 * @throws Error when it has no such row
 */
export function statedSpending(budgets: string, title: string): StatedSpending {
  const row = budgets
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .find((cells) => cells[1]?.replaceAll('`', '') === title);
  const numbers = row?.slice(2, 5).map(Number) ?? [];
  const [calls, readUnits, writeUnits] = numbers;
  if (calls === undefined || readUnits === undefined || writeUnits === undefined) {
    throw new Error(`docs/budgets.md has no row ${title}`);
  }
  return { calls, readUnits, writeUnits };
}
