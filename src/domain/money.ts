/** An amount in the smallest unit of its currency (cents), never a fraction. */
export interface Money {
  /** Integer minor units, 0 to MAX_MINOR_UNITS. */
  readonly minorUnits: number;
  /** ISO 4217, upper case. */
  readonly currency: string;
}

/** A unit price has at most nine digits, so that 50 lines of 99 stay far below 2^53. */
export const MAX_MINOR_UNITS = 999_999_999;

// ISO 4217's minor units, where they are not 2. Not from Intl, whose digits follow usage (0 for
// HUF) and may change under stored amounts.
const DIGITS_OTHER_THAN_TWO: Readonly<Record<string, number>> = Object.fromEntries([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'
    .split(' ')
    .map((currency) => [currency, 0] as const),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((currency) => [currency, 3] as const),
  ...'CLF UYW'.split(' ').map((currency) => [currency, 4] as const),
]);

/** Digits after the point in ISO 4217: 2 for EUR, 0 for JPY, 3 for KWD. */
export function fractionDigits(currency: string): number {
  return DIGITS_OTHER_THAN_TWO[currency] ?? 2;
}

/** The documents' `price`: a number in major units. Exact, since the decimal is parsed and not divided. */
export function toMajorUnits(money: Money): number {
  const digits = fractionDigits(money.currency);
  if (digits === 0) return money.minorUnits;
  const text = String(money.minorUnits).padStart(digits + 1, '0');
  return Number(`${text.slice(0, -digits)}.${text.slice(-digits)}`);
}

/** What an order can come to at most: 50 lines of 99 units. */
export const MAX_TOTAL_MINOR_UNITS = MAX_MINOR_UNITS * 50 * 99;

/** Undefined when the number is negative, too large, or finer than the currency. */
export function fromMajorUnits(
  price: number,
  currency: string,
  max = MAX_MINOR_UNITS,
): Money | undefined {
  const digits = fractionDigits(currency);
  // Plus zero, since -0 is a number too.
  const minorUnits = Math.round(price * 10 ** digits) + 0;
  const money = { minorUnits, currency };
  if (!(minorUnits >= 0 && minorUnits <= max)) return undefined;
  return toMajorUnits(money) === price ? money : undefined;
}

/** Both must be of one currency: a shop has one. */
export function addMoney(left: Money, right: Money): Money {
  if (left.currency !== right.currency) {
    throw new Error(`Cannot add ${right.currency} to ${left.currency}`);
  }
  return { minorUnits: left.minorUnits + right.minorUnits, currency: left.currency };
}

export function multiplyMoney(money: Money, quantity: number): Money {
  return { minorUnits: money.minorUnits * quantity, currency: money.currency };
}
