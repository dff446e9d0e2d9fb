import type { JsonObject } from '../contracts/http/api-client.ts';
import { quantitiesOf, type TestProduct } from '../contracts/http/shop-fixtures.ts';

/** Units by product and size. */
export type Quantities = Readonly<Record<string, number>>;

export function unitKey({ product_id, size }: TestProduct): string {
  return `${product_id} ${size}`;
}

/** Of a cart or an order as the API shows it. */
export function quantitiesIn(shown: JsonObject): Quantities {
  return Object.fromEntries(
    quantitiesOf(shown).map(({ product_id, size, quantity }) => [
      unitKey({ product_id: String(product_id), size: String(size) }),
      Number(quantity),
    ]),
  );
}

export function withUnits(quantities: Quantities, key: string, units: number): Quantities {
  const { [key]: _, ...others } = quantities;
  return units === 0 ? others : { ...others, [key]: units };
}

/** Both together. */
export function sumOf(one: Quantities, other: Quantities): Quantities {
  return Object.entries(other).reduce<Quantities>(
    (sum, [key, units]) => withUnits(sum, key, (sum[key] ?? 0) + units),
    one,
  );
}

export function unitsIn(quantities: Quantities): number {
  return Object.values(quantities).reduce((sum, units) => sum + units, 0);
}

/** In an order that depends on nothing but what is in them. */
export function sortedQuantities(all: readonly Quantities[]): readonly Quantities[] {
  const textOf = (quantities: Quantities) => JSON.stringify(Object.entries(quantities).sort());
  return all.toSorted((left, right) => (textOf(left) < textOf(right) ? -1 : 1));
}
