import * as z from 'zod/mini';
import type { FieldProblem } from '../domain/errors.ts';
import type { Money } from '../domain/money.ts';
import type { ProductDetails } from '../domain/product.ts';
import type { ProductChanges } from '../usecases/products/update-product.ts';
import { atLeast } from './at-least.ts';
import { newIdField, newSizesField, productFields, sizesField } from './shop-fields.ts';

/** The bodies that create and change a product, for a shop of one currency. */
export function productBodies(currency: string) {
  const fields = productFields(currency);
  const { tag, description, price, currency: shopCurrency, ...names } = fields;
  return {
    createProduct: z.strictObject({
      product_id: z.optional(newIdField),
      tag,
      label: z.optional(names.label),
      name: z.optional(names.name),
      team_name: z.optional(names.team_name),
      season: z.optional(names.season),
      side: z.optional(names.side),
      brand: z.optional(names.brand),
      description: z.optional(description),
      price,
      currency: z.optional(shopCurrency),
      sizes: z.optional(newSizesField),
    }),
    updateProduct: z
      .strictObject({
        tag: z.optional(tag),
        label: z.optional(z.nullable(names.label)),
        name: z.optional(z.nullable(names.name)),
        team_name: z.optional(z.nullable(names.team_name)),
        season: z.optional(z.nullable(names.season)),
        side: z.optional(z.nullable(names.side)),
        brand: z.optional(z.nullable(names.brand)),
        description: z.optional(description),
        price: z.optional(price),
        currency: z.optional(shopCurrency),
        sizes: z.optional(sizesField),
      })
      .check(...atLeast(1)),
  };
}

/** A currency that is not the shop's has a code of its own. */
export function productInvalidCode(problems: readonly FieldProblem[]) {
  return problems.some(({ pointer }) => pointer === '#/currency')
    ? ('CURRENCY_MISMATCH' as const)
    : ('INVALID_INPUT' as const);
}

interface NewProductBody {
  readonly tag: string;
  readonly label?: string | undefined;
  readonly name?: string | undefined;
  readonly team_name?: string | undefined;
  readonly season?: string | undefined;
  readonly side?: string | undefined;
  readonly brand?: string | undefined;
  readonly description?: string | undefined;
  readonly price: Money;
  readonly sizes?:
    | readonly { readonly size: string; readonly stock?: number | null | undefined }[]
    | undefined;
}

export function toProductDetails(body: NewProductBody): ProductDetails {
  return {
    tag: body.tag,
    label: body.label,
    name: body.name,
    teamName: body.team_name,
    season: body.season,
    side: body.side,
    brand: body.brand,
    description: body.description ?? '',
    price: body.price,
    sizes: (body.sizes ?? []).map(({ size, stock }) =>
      stock === undefined || stock === null ? { size } : { size, stock },
    ),
  };
}

type ChangesBody = Readonly<z.output<ReturnType<typeof productBodies>['updateProduct']>>;

/** What is not in the body stays; null takes a name away. */
export function toProductChanges(body: ChangesBody): ProductChanges {
  const { tag, label, name, season, side, brand, description, price, sizes } = body;
  const teamName = body.team_name;
  return {
    ...(tag !== undefined && { tag }),
    ...(label !== undefined && { label: label ?? undefined }),
    ...(name !== undefined && { name: name ?? undefined }),
    ...(teamName !== undefined && { teamName: teamName ?? undefined }),
    ...(season !== undefined && { season: season ?? undefined }),
    ...(side !== undefined && { side: side ?? undefined }),
    ...(brand !== undefined && { brand: brand ?? undefined }),
    ...(description !== undefined && { description }),
    ...(price !== undefined && { price }),
    ...(sizes !== undefined && { sizes }),
  };
}
