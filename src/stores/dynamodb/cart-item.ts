import type { Cart, CartLine } from '../../domain/cart.ts';
import type { Item } from './read-pages.ts';

const LINE_PREFIX = 'line:';

interface DocumentUnit {
  readonly product_id?: unknown;
  readonly size?: unknown;
}

/** The attribute with the units of a line: a list, so that an addition is one append. */
export function lineAttribute(productId: string, size: string): string {
  return LINE_PREFIX + JSON.stringify([productId, size]);
}

/**
 * A unit names the microsecond it was added at, the write that added it, and the price that was
 * shown with it where one was.
 */
export function unitMark(microseconds: number, writeId: string, seenPrice?: number): string {
  const mark = `${microseconds}#${writeId}`;
  return seenPrice === undefined ? mark : `${mark}#${seenPrice}`;
}

/** The marks of a line; none where there is no such line. */
export function marksOf(item: Item | undefined, line: string): readonly string[] {
  return (item?.[line] ?? []) as readonly string[];
}

export function microsecondOf(mark: string): number {
  return Number(mark.split('#')[0]);
}

/** The price of the last unit that has one. */
export function seenPriceOf(marks: readonly string[]): number | undefined {
  const price = marks.map((mark) => mark.split('#')[2]).findLast((one) => one !== undefined);
  return price === undefined ? undefined : Number(price);
}

/** What other programs' functions wrote of a cart, which is older than the lines beside it. */
export function hasDocumentUnits(item: Item | undefined): boolean {
  return item?.['items'] !== undefined;
}

/** The same cart with nothing but lines. */
export function withoutDocumentUnits(item: Item): Item {
  const { items: _, ...rest } = item;
  const lines = new Map<string, readonly string[]>();
  for (const [index, { product_id: productId, size }] of documentUnits(item).entries()) {
    const line = lineAttribute(String(productId), String(size ?? ''));
    lines.set(line, [...(lines.get(line) ?? []), unitMark(index, 'document')]);
  }
  if (lines.size === 0) return rest;
  const held = (item['line_names'] ?? new Set()) as ReadonlySet<string>;
  return {
    ...rest,
    ...Object.fromEntries(
      [...lines].map(([line, marks]) => [line, [...marks, ...marksOf(item, line)]]),
    ),
    line_names: new Set([...held, ...lines.keys()]),
  };
}

/** A cart of ours, of the documents' plain `items` list, or of both: the list is older. */
export function toCart(item: Item): Cart | undefined {
  const lines = Object.entries(withoutDocumentUnits(item))
    .filter(([name]) => name.startsWith(LINE_PREFIX))
    .map(([name, marks]) => toLine(name.slice(LINE_PREFIX.length), marks as readonly string[]));
  if (lines.length === 0) return undefined;
  const updatedAt = item['updated_at'];
  return {
    userId: String(item['user_id']),
    version: Number(item['version'] ?? 0),
    lines: lines.sort((left, right) => firstUnit(left) - firstUnit(right)),
    ...(updatedAt !== undefined && { updatedAt: String(updatedAt) }),
  };
}

function documentUnits(item: Item): readonly DocumentUnit[] {
  return (item['items'] ?? []) as readonly DocumentUnit[];
}

function toLine(line: string, marks: readonly string[]): CartLine {
  const [productId, size] = JSON.parse(line) as [string, string];
  const unitOrdinals = marks.map(microsecondOf).sort((left, right) => left - right);
  const seenPrice = seenPriceOf(marks);
  return { productId, size, unitOrdinals, ...(seenPrice !== undefined && { seenPrice }) };
}

function firstUnit({ unitOrdinals }: CartLine): number {
  return unitOrdinals[0] ?? 0;
}
