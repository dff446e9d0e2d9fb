/** What is drawn for: two draws under different names are independent. */
const names = new Map<string, number>();

/**
 * A whole number below `limit` that depends on nothing but its arguments: row n of a shop is the
 * same whichever rows are made, and in whatever order.
 */
export function draw(seed: number, name: string, n: number, limit: number): number {
  return Math.floor((mixed(seed, name, n) / 2 ** 32) * limit);
}

/** True for this share of the rows, 0 to 1. */
export function happens(seed: number, name: string, n: number, share: number): boolean {
  return mixed(seed, name, n) < share * 2 ** 32;
}

export function pick<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('Nothing to pick from');
  return item;
}

/** A UUID v4 in form; `first` is its first eight digits, by which it sorts. */
export function uuidOf(seed: number, name: string, n: number, first?: number): string {
  const [a = 0, b = 0, c = 0, d = 0] = ['a', 'b', 'c', 'd'].map((part) =>
    mixed(seed, `${name} ${part}`, n),
  );
  const [second, third, fourth] = [hex(b), hex(c), hex(d)];
  const variant = '89ab'[c >>> 30] ?? '8';
  return `${hex(first ?? a)}-${second.slice(0, 4)}-4${second.slice(5)}-${variant}${third.slice(1, 4)}-${third.slice(4)}${fourth}`;
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}

/** 32 bits, mixed as MurmurHash3 ends. */
function mixed(seed: number, name: string, n: number): number {
  let bits = (seed ^ numberOf(name)) + Math.imul(n + 1, 0x9e3779b1);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

function numberOf(name: string): number {
  let number = names.get(name);
  if (number === undefined) {
    number = 2166136261;
    for (const letter of name) number = Math.imul(number ^ (letter.codePointAt(0) ?? 0), 16777619);
    names.set(name, number);
  }
  return number;
}
