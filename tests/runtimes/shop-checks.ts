import { expect } from 'vitest';
import type { DomainEvent } from '../../src/domain/event.ts';
import type { Order } from '../../src/domain/order.ts';
import type { Page, PageRequest } from '../../src/domain/page.ts';
import { movementKey, type StockMovement } from '../../src/domain/stock-movement.ts';
import type { Store } from '../../src/ports/store.ts';
import { asList } from '../contracts/http/api-client.ts';
import { type Quantities, sumOf, unitKey } from './shop-quantities.ts';

/** More than ever waits. */
const ALL = 1_000_000;

/** What a store holds of a shop, beside its carts. */
export interface ShopRecords {
  readonly orders: readonly Order[];
  readonly movements: readonly StockMovement[];
  /** Units left of each size that there is. */
  readonly stock: Quantities;
  /** In the outbox and on their way to the webhook. */
  readonly events: readonly DomainEvent[];
}

export async function readShop(
  { orders, stock, products, events }: Store,
  of: {
    readonly userIds: readonly string[];
    readonly productIds: readonly string[];
    readonly webhookId: string;
  },
): Promise<ShopRecords> {
  const found = await products.findProducts(of.productIds);
  const left: Record<string, number> = {};
  for (const { productId: product_id, sizes } of found.values()) {
    for (const { size, stock: units } of sizes) {
      if (units !== undefined) left[unitKey({ product_id, size })] = units;
    }
  }
  const [placed, moved] = [[] as Order[], [] as StockMovement[]];
  for (const userId of of.userIds) {
    placed.push(...(await walkPages((page) => orders.listOrdersByUser(userId, page))));
  }
  for (const productId of of.productIds) {
    moved.push(...(await walkPages((page) => stock.listMovements(productId, page))));
  }
  const waiting = await outboxOf(events);
  const sent = await walkPages((page) => events.listDeliveries(of.webhookId, page));
  const underWay = new Set(sent.map(({ event }) => event.eventId));
  // What moved on between the two reads is no longer waiting; what still is, is there twice.
  const twice = (await outboxOf(events)).filter(({ eventId }) => underWay.has(eventId));
  return {
    orders: placed,
    movements: moved,
    stock: left,
    events: [
      ...sent.map(({ event }) => event),
      ...waiting.filter(({ eventId }) => !underWay.has(eventId)),
      ...twice,
    ],
  };
}

async function outboxOf({ listOutbox }: Store['events']): Promise<readonly DomainEvent[]> {
  return (await listOutbox(ALL)).map(({ event }) => event);
}

/** The sum of a size's movements is its stock, which is never below zero. */
export function verifyStock({ stock, movements }: ShopRecords): void {
  expect(movedUnits(movements)).toEqual(sumOf({}, stock));
  for (const [unit, units] of Object.entries(stock)) {
    expect(units, unit).toBeGreaterThanOrEqual(0);
  }
  const keys = movements.map((movement) => `${movement.productId} ${movementKey(movement)}`);
  expect(new Set(keys).size).toBe(keys.length);
}

/** Each order took what it counts, and gave it back once if it was cancelled. */
export function verifyTakings({ orders, movements }: ShopRecords): void {
  const lines = orders.flatMap(({ orderId, status, history, lines: ofOrder }) =>
    ofOrder
      .filter(({ tookStock }) => tookStock === true)
      .flatMap(({ productId, size, quantity }) => {
        const taken = { orderId, productId, size, delta: -quantity, reason: 'ordered' };
        expect(history.some(({ to }) => to === 'Cancelled')).toBe(status === 'Cancelled');
        return status === 'Cancelled'
          ? [taken, { ...taken, delta: quantity, reason: 'cancelled' }]
          : [taken];
      }),
  );
  const ofOrders = movements
    .filter(({ orderId }) => orderId !== undefined)
    .map(({ orderId, productId, size, delta, reason }) => ({
      ...{ orderId, productId, size, delta, reason },
    }));
  expect(sortedTexts(ofOrders)).toEqual(sortedTexts(lines));
}

/** What is left and what was sold is what the shop began with and was given. */
export function verifyUnits({ orders, stock }: ShopRecords, given: Quantities): void {
  const sold = orders
    .filter(({ status }) => status !== 'Cancelled')
    .flatMap(({ lines }) => lines)
    .filter(({ tookStock }) => tookStock === true)
    .reduce<Quantities>(
      (sum, { productId: product_id, size, quantity }) =>
        sumOf(sum, { [unitKey({ product_id, size })]: quantity }),
      {},
    );
  for (const [unit, units] of Object.entries(given)) {
    expect((stock[unit] ?? 0) + (sold[unit] ?? 0), unit).toBe(units);
  }
}

/** Exactly one event for each step of an order and each change of a stock, and for nothing else. */
export function verifyEvents({ orders, movements, events }: ShopRecords): void {
  const ids = events.map(({ eventId }) => eventId);
  expect(new Set(ids).size).toBe(ids.length);
  const ofOrders = events.filter(({ type }) => type.startsWith('order.'));
  const steps = orders.flatMap(({ orderId, history }) =>
    history.map(({ to }, index) => ({ id: `${orderId}.${index + 1}`, to })),
  );
  const told = ofOrders.map(({ eventId, data }) => ({ id: eventId, to: data['status'] }));
  expect(sortedTexts(told)).toEqual(sortedTexts(steps));

  const known = new Set(movements.map(({ productId }) => productId));
  const ofProducts = events.filter(({ entity }) => known.has(entity.slice('product#'.length)));
  const adjusted = movements.filter(({ reason }) => reason === 'adjusted');
  const toldStock = new Set(ofProducts.map(({ eventId }) => eventId));
  for (const movement of adjusted) {
    expect(toldStock, movement.movementId).toContain(`stock.${movementKey(movement)}`);
  }
  // Whoever adds up what they are told knows the stock.
  const views = [...ofOrders, ...ofProducts].flatMap(({ data }) => asList(data['stock']));
  const toldUnits = views.map(({ product_id, size, delta }) => ({
    productId: String(product_id),
    size: String(size),
    delta: Number(delta),
  }));
  expect(movedUnits(toldUnits)).toEqual(movedUnits(movements));
}

function movedUnits(
  movements: readonly Pick<StockMovement, 'productId' | 'size' | 'delta'>[],
): Quantities {
  const sums = new Map<string, number>();
  for (const { productId: product_id, size, delta } of movements) {
    const key = unitKey({ product_id, size });
    sums.set(key, (sums.get(key) ?? 0) + delta);
  }
  return Object.fromEntries([...sums].filter(([, units]) => units !== 0));
}

function sortedTexts(rows: readonly object[]): readonly string[] {
  return rows.map((row) => JSON.stringify(row)).sort();
}

async function walkPages<Row>(
  list: (page: PageRequest) => Promise<Page<Row>>,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let cursor: string | undefined;
  do {
    const page: Page<Row> = await list({ limit: 1_000, cursor });
    rows.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return rows;
}
