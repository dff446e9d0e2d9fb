import { expect } from 'vitest';
import { mayFollow, type Order } from '../../src/domain/order.ts';
import type { Product } from '../../src/domain/product.ts';
import { movementKey, type StockMovement } from '../../src/domain/stock-movement.ts';
import { movementsText } from './shop.ts';
import { type Readings, stockOf } from './shop-picture.ts';

const MAX_LINES = 50;
const MAX_QUANTITY = 99;

/** What holds of a shop whatever was done to it, and whatever a model says of it. */
export function expectRules(readings: Readings): void {
  expectStock(readings);
  for (const order of readings.orders) expectOrder(order);
  for (const { lines, units } of Object.values(readings.carts)) {
    expect(lines.length).toBeLessThanOrEqual(MAX_LINES);
    const most = Math.max(0, ...[...Map.groupBy(units, String).values()].map((of) => of.length));
    expect(most).toBeLessThanOrEqual(MAX_QUANTITY);
  }
  expectEvents(readings);
  const ids = readings.products.map(({ productId }) => productId);
  expect(ids, 'a product is listed once').toEqual([...new Set(ids)]);
}

function expectStock({ products, movements, orders }: Readings): void {
  const stock = new Map(products.flatMap(stockOfSizes));
  const moved = Map.groupBy(movements, sizeOf);
  for (const place of new Set([...stock.keys(), ...moved.keys()])) {
    const left = stock.get(place) ?? 0;
    const ofSize = moved.get(place) ?? [];
    expect(left, `stock of ${place}`).toBeGreaterThanOrEqual(0);
    expect(sum(ofSize), `movements of ${place}`).toBe(left);
    expect(left + unitsOut(orders, ofSize, place), `units of ${place}`).toBe(
      sum(ofSize.filter(({ reason }) => reason !== 'ordered' && reason !== 'cancelled')),
    );
  }
  const ids = movements.map((movement) => `${movement.productId} ${movementKey(movement)}`);
  expect(ids, 'keys of movements').toEqual([...new Set(ids)]);
  for (const ofProduct of Map.groupBy(movements, ({ productId }) => productId).values()) {
    const instants = ofProduct.map(({ at }) => at);
    expect(instants, 'the newest movement first').toEqual(instants.toSorted().toReversed());
  }
}

/** Units of a size that orders took and did not give back. */
function unitsOut(
  orders: readonly Order[],
  movements: readonly StockMovement[],
  place: string,
): number {
  const took = orders.flatMap(({ lines }) =>
    lines.filter((line) => line.tookStock === true && sizeOf(line) === place),
  );
  const back = movements.filter(({ reason }) => reason === 'cancelled');
  for (const { orderId, delta } of back) {
    const order = orders.find((one) => one.orderId === orderId);
    const line = order?.lines.find((one) => sizeOf(one) === place);
    expect([order?.status, line?.quantity, line?.tookStock]).toEqual(['Cancelled', delta, true]);
  }
  const backOf = back.map(({ orderId }) => orderId);
  expect(backOf, 'an order gives back once').toEqual([...new Set(backOf)]);
  return took.reduce((all, { quantity }) => all + quantity, 0) - sum(back);
}

function expectOrder({ orderId, status, lines, total, history }: Order): void {
  const worth = lines.map(({ quantity, unitPrice }) => quantity * unitPrice.minorUnits);
  expect(total, `total of ${orderId}`).toEqual({
    minorUnits: worth.reduce((all, one) => all + one, 0),
    currency: 'EUR',
  });
  const [first, ...moves] = history;
  expect([first?.from, first?.to]).toEqual([undefined, 'Pending']);
  let last = first;
  for (const step of moves) {
    expect(step.from, `history of ${orderId}`).toBe(last?.to);
    expect(step.from !== undefined && mayFollow(step.from, step.to)).toBe(true);
    expect(step.at >= (last?.at ?? '')).toBe(true);
    last = step;
  }
  expect(last?.to).toBe(status);
}

/** One for each step of an order, and in all of them each movement once. */
function expectEvents({ orders, movements, events }: Readings): void {
  const ids = events.map(({ eventId }) => eventId);
  expect(ids, 'ids of events').toEqual([...new Set(ids)]);
  for (const { orderId, history } of orders) {
    const told = events.filter(({ entity }) => entity === `order#${orderId}`);
    const statuses = told.map(({ data }) => data['status']);
    expect(statuses, `events of ${orderId}`).toEqual(history.map(({ to }) => to));
  }
  const told = events.flatMap(({ data }) => stockOf(data));
  expect(movementsText(told), 'movements that are told').toBe(movementsText(movements));
}

function stockOfSizes({ productId, sizes }: Product): readonly (readonly [string, number])[] {
  return sizes.map(({ size, stock = 0 }) => [sizeOf({ productId, size }), stock]);
}

function sizeOf({ productId, size }: { readonly productId: string; readonly size: string }) {
  return `${productId}/${size}`;
}

function sum(movements: readonly StockMovement[]): number {
  return movements.reduce((all, { delta }) => all + delta, 0);
}
