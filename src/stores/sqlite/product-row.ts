import type { Product, ProductSize } from '../../domain/product.ts';

/** A product whole, of a `products p`; its sizes come as JSON in their order. */
export const PRODUCT_COLUMNS = `p.*, (
    SELECT json_group_array(json_array(s.size, s.stock) ORDER BY s.position)
    FROM product_sizes s WHERE s.product_id = p.product_id
  ) AS sizes`;

export const SELECT_PRODUCTS = `SELECT ${PRODUCT_COLUMNS} FROM products p`;

/** In the order of the table's columns. */
export function toProductRow(product: Product): (string | number | null)[] {
  return [
    product.productId,
    product.tag,
    product.label ?? null,
    product.name ?? null,
    product.teamName ?? null,
    product.season ?? null,
    product.side ?? null,
    product.brand ?? null,
    product.description,
    product.price.minorUnits,
    product.price.currency,
    product.createdAt ?? null,
    product.version ?? null,
  ];
}

export function toProduct(row: Record<string, unknown>): Product {
  const version = row['version'] as number | null;
  return {
    productId: String(row['product_id']),
    tag: String(row['tag']),
    ...givenTexts(row),
    description: String(row['description']),
    price: { minorUnits: Number(row['price_minor_units']), currency: String(row['currency']) },
    sizes: (JSON.parse(String(row['sizes'])) as [string, number | null][]).map(toSize),
    ...(version !== null && { version }),
  };
}

const TEXT_COLUMNS = [
  ['label', 'label'],
  ['name', 'name'],
  ['teamName', 'team_name'],
  ['season', 'season'],
  ['side', 'side'],
  ['brand', 'brand'],
  ['createdAt', 'created_at'],
] as const;

function givenTexts(row: Record<string, unknown>) {
  const texts: { [Field in (typeof TEXT_COLUMNS)[number][0]]?: string } = {};
  for (const [field, column] of TEXT_COLUMNS) {
    const value = row[column];
    if (typeof value === 'string') texts[field] = value;
  }
  return texts;
}

function toSize([size, stock]: [string, number | null]): ProductSize {
  return stock === null ? { size } : { size, stock };
}
