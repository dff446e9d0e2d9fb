import type { AttributeValue } from '@aws-sdk/client-dynamodb';

export type StoredItem = Readonly<Record<string, AttributeValue>>;

const KB = 1024;

/** Every started kilobyte; what is not there counts as one. */
export function writeUnits(item: StoredItem | undefined): number {
  return Math.max(1, Math.ceil(itemSize(item ?? {}) / KB));
}

/** An item's bytes by the rules of the developer guide, "DynamoDB item sizes and formats". */
function itemSize(item: StoredItem): number {
  return sum(Object.entries(item).map(([name, value]) => bytes(name) + valueSize(value)));
}

function valueSize(value: AttributeValue): number {
  if (value.S !== undefined) return bytes(value.S);
  if (value.N !== undefined) return numberSize(value.N);
  if (value.B !== undefined) return value.B.byteLength;
  if (value.SS !== undefined) return sum(value.SS.map(bytes));
  if (value.NS !== undefined) return sum(value.NS.map(numberSize));
  if (value.L !== undefined) return 3 + sum(value.L.map((one) => 1 + valueSize(one)));
  if (value.M !== undefined) return 3 + Object.keys(value.M).length + itemSize(value.M);
  return 1;
}

/** A byte for two significant digits, one more, and one for a minus. */
function numberSize(text: string): number {
  const digits = text.replace(/^-|\.|e.*$/gi, '').replace(/^0+|0+$/g, '');
  return Math.ceil(digits.length / 2) + 1 + (text.startsWith('-') ? 1 : 0);
}

function bytes(text: string): number {
  return Buffer.byteLength(text);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
