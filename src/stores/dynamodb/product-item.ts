import { fromMajorUnits, toMajorUnits } from '../../domain/money.ts';
import type { Product, ProductSize } from '../../domain/product.ts';
import type { Item } from './read-pages.ts';

/** The documents' attributes, with the price in major units; stock as a map from size to units. */
export function productItem(product: Product): Record<string, unknown> {
  return {
    product_id: product.productId,
    ...detailAttributes(product),
    stock: stockMap(product.sizes),
  };
}

/** All but the key and the stock; what is undefined is absent. */
export function detailAttributes(product: Product): Record<string, unknown> {
  return {
    tag: product.tag,
    label: product.label,
    name: product.name,
    team_name: product.teamName,
    season: product.season,
    side: product.side,
    brand: product.brand,
    description: product.description,
    price: toMajorUnits(product.price),
    currency: product.price.currency,
    sizes: product.sizes.map(({ size }) => size),
    created_at: product.createdAt,
    version: product.version,
    // Its places in the catalogue and its movements are written: other programs do not do so.
    listed: 1,
  };
}

/** The units of the sizes whose stock is tracked. */
export function stockMap(sizes: readonly ProductSize[]): Record<string, number> {
  return Object.fromEntries(
    sizes.flatMap(({ size, stock }) => (stock === undefined ? [] : [[size, stock] as const])),
  );
}

/** A product from an item of ours or one without currency, sizes and stock. */
export function toProduct(item: Item, shopCurrency: string): Product {
  const text = (name: string) => (item[name] === undefined ? undefined : String(item[name]));
  return {
    productId: String(item['product_id']),
    tag: String(item['tag']),
    label: text('label'),
    name: text('name'),
    teamName: text('team_name'),
    season: text('season'),
    side: text('side'),
    brand: text('brand'),
    description: text('description') ?? '',
    price: toPrice(item['price'], text('currency') ?? shopCurrency),
    sizes: toSizes(item['sizes'], item['stock']),
    createdAt: text('created_at'),
    version: item['version'] === undefined ? undefined : Number(item['version']),
  };
}

function toPrice(stored: unknown, currency: string) {
  const price = Number(stored);
  const digits = Math.min(2, String(stored).split('.')[1]?.length ?? 0);
  const money =
    fromMajorUnits(price, currency) ?? fromMajorUnits(Number(price.toFixed(digits)), currency);
  if (money === undefined) throw new Error(`A product's price is ${String(stored)}`);
  return money;
}

function toSizes(sizes: unknown, stock: unknown): readonly ProductSize[] {
  const listed = sizes instanceof Set ? [...sizes] : Array.isArray(sizes) ? sizes : [];
  const left = (stock ?? {}) as Readonly<Record<string, number>>;
  return listed.map((size) => {
    const units = left[String(size)];
    return units === undefined ? { size: String(size) } : { size: String(size), stock: units };
  });
}
