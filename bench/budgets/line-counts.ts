/** Of the carts and orders that are measured; the last is the most a cart holds. */
export const LINE_COUNTS = [1, 10, 50] as const;

export function counted(lines: number): string {
  return lines === 1 ? '1 line' : `${lines} lines`;
}
