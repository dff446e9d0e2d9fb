import type { Cart, CartLine } from '../../domain/cart.ts';
import type { Item } from './read-pages.ts';

const LINE_PREFIX = 'line:';

/** The attribute with the units of a line: a list, so that an addition is one append. */
export function lineAttribute(productId: string, size: string): string {
  return LINE_PREFIX + JSON.stringify([productId, size]);
}

/** A unit names the microsecond it was added at and the write that added it. */
export function unitMark(microseconds: number, writeId: string): string {
  return `${microseconds}#${writeId}`;
}

interface DocumentUnit {
  readonly product_id?: unknown;
  readonly size?: unknown;
}

/** A cart of ours, of the documents' plain `items` list, or of both: the list is older. */
export function toCart(item: Item): Cart | undefined {
  const ordinals = new Map<string, number[]>();
  const add = (line: string, ordinal: number) => {
    const units = ordinals.get(line);
    if (units) units.push(ordinal);
    else ordinals.set(line, [ordinal]);
  };
  const documentUnits = (item['items'] ?? []) as readonly DocumentUnit[];
  for (const [index, { product_id: productId, size }] of documentUnits.entries()) {
    add(JSON.stringify([String(productId), String(size ?? '')]), index);
  }
  for (const [name, marks] of Object.entries(item)) {
    if (!name.startsWith(LINE_PREFIX)) continue;
    for (const mark of marks as readonly string[]) {
      add(name.slice(LINE_PREFIX.length), Number(mark.split('#')[0]));
    }
  }
  const lines = [...ordinals].map(([line, unitOrdinals]) => toLine(line, unitOrdinals));
  if (lines.length === 0) return undefined;
  return {
    userId: String(item['user_id']),
    version: Number(item['version'] ?? 0),
    lines: lines.sort((left, right) => firstUnit(left) - firstUnit(right)),
  };
}

function toLine(line: string, unitOrdinals: number[]): CartLine {
  const [productId, size] = JSON.parse(line) as [string, string];
  return { productId, size, unitOrdinals: unitOrdinals.sort((left, right) => left - right) };
}

function firstUnit({ unitOrdinals }: CartLine): number {
  return unitOrdinals[0] ?? 0;
}
