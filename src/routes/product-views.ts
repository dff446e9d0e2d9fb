import * as z from 'zod/mini';
import { toMajorUnits } from '../domain/money.ts';
import { type Product, photoFile, productLabel } from '../domain/product.ts';

const text = z.optional(z.string());

export const productSchema = z.strictObject({
  product_id: z.string(),
  tag: z.string(),
  title: z.string().check(z.meta({ description: 'The name it is shown by' })),
  label: text,
  name: text,
  team_name: text,
  season: text,
  side: text,
  brand: text,
  description: z.string(),
  price: z.number().check(z.meta({ description: 'In major units' })),
  currency: z.string(),
  photo: z.string().check(z.meta({ description: 'Its file under /photos' })),
  sizes: z.array(
    z.strictObject({
      size: z.string(),
      stock: z
        .nullable(z.int())
        .check(z.meta({ description: 'Units left; null where they are not counted' })),
    }),
  ),
  created_at: text,
  version: z.int(),
});

export const productPageSchema = z.strictObject({
  items: z.array(productSchema),
  next_cursor: z.nullable(z.string()),
});

/** A product as the resource API shows it; fields never given are absent. */
export function productView(product: Product) {
  return {
    product_id: product.productId,
    tag: product.tag,
    title: productLabel(product),
    label: product.label,
    name: product.name,
    team_name: product.teamName,
    season: product.season,
    side: product.side,
    brand: product.brand,
    description: product.description,
    price: toMajorUnits(product.price),
    currency: product.price.currency,
    photo: photoFile(product.productId),
    sizes: product.sizes.map(({ size, stock }) => ({ size, stock: stock ?? null })),
    created_at: product.createdAt,
    version: product.version ?? 0,
  };
}
