import type { Product } from './product.ts';

export const MOVEMENT_REASONS = ['set', 'adjusted', 'ordered', 'cancelled', 'removed'] as const;
export type MovementReason = (typeof MOVEMENT_REASONS)[number];

/** One change of the stock of one size. The sum of a size's movements is its stock, at every moment. */
export interface StockMovement {
  readonly movementId: string;
  readonly productId: string;
  readonly size: string;
  /** Units that came (positive) or went. */
  readonly delta: number;
  readonly reason: MovementReason;
  /** A user's id, or the name of what acts for nobody ("operator", "system"). */
  readonly actor: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly orderId?: string | undefined;
  readonly note?: string | undefined;
}

/** Sorts the movements of a product by time. */
export function movementKey({ at, movementId }: StockMovement): string {
  return `${at}#${movementId}`;
}

/** The movement of stock that an order takes, or gives back when it is cancelled. */
export function orderMovement(
  order: { readonly orderId: string },
  line: { readonly productId: string; readonly size: string; readonly quantity: number },
  change: { readonly actor: string; readonly at: string; readonly reason: 'ordered' | 'cancelled' },
): StockMovement {
  const { reason, actor, at } = change;
  return {
    movementId: `${order.orderId}:${reason}:${line.size}`,
    productId: line.productId,
    size: line.size,
    delta: reason === 'ordered' ? -line.quantity : line.quantity,
    reason,
    actor,
    at,
    orderId: order.orderId,
  };
}

/** The movement that brings a size from one stock to another; undefined when there is none. */
export function settingMovement(
  where: { readonly productId: string; readonly size: string },
  from: number | undefined,
  to: number | undefined,
  change: {
    readonly actor: string;
    readonly at: string;
    readonly movementId: string;
    readonly reason: 'set' | 'removed';
    readonly note?: string | undefined;
  },
): StockMovement | undefined {
  const delta = (to ?? 0) - (from ?? 0);
  return delta === 0 ? undefined : { ...where, ...change, delta };
}

/**
 * What a product's new details do to its stock: sizes that come bring theirs, sizes that go take it
 * away. `before` is undefined for a new product.
 */
export function detailMovements(
  product: Product,
  before: Product | undefined,
  change: { readonly actor: string; readonly at: string },
): readonly StockMovement[] {
  const { productId, version = 0 } = product;
  const movement = (size: string, delta: number, reason: 'set' | 'removed') => ({
    movementId: `${productId}:v${version}:${size}`,
    productId,
    size,
    delta,
    reason,
    actor: change.actor,
    at: change.at,
  });
  const had = new Set(before?.sizes.map(({ size }) => size));
  const has = new Set(product.sizes.map(({ size }) => size));
  const came = product.sizes.filter(({ size, stock = 0 }) => !had.has(size) && stock > 0);
  const went = (before?.sizes ?? []).filter(({ size, stock = 0 }) => !has.has(size) && stock > 0);
  return [
    ...came.map(({ size, stock = 0 }) => movement(size, stock, 'set')),
    ...went.map(({ size, stock = 0 }) => movement(size, -stock, 'removed')),
  ];
}
