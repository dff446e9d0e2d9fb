import { cartsExpiredAt, cartUnits, isExpiredCart } from '../../src/domain/cart.ts';
import type { DomainEvent } from '../../src/domain/event.ts';
import type { Order } from '../../src/domain/order.ts';
import type { Product } from '../../src/domain/product.ts';
import type { StockMovement } from '../../src/domain/stock-movement.ts';
import type { Store } from '../../src/ports/store.ts';
import { walk } from '../contracts/store/sample-rows.ts';
import { detailsText } from './perform-act.ts';
import { movementsText } from './shop.ts';

/** What was read of the real shop. */
export interface Readings {
  /** In the order of their labels. */
  readonly products: readonly Product[];
  readonly movements: readonly StockMovement[];
  readonly carts: Readonly<Record<string, CartReading>>;
  /** Newest first, of each user. */
  readonly orders: readonly Order[];
  readonly events: readonly DomainEvent[];
}

interface CartReading {
  /** One name a unit, in the order they were added. */
  readonly units: readonly string[];
  readonly lines: readonly string[];
  readonly prices: Readonly<Record<string, number | undefined>>;
}

/** Both shops as texts, the same where they are the same. */
export interface Picture {
  readonly products: readonly string[];
  readonly movements: readonly string[];
  readonly carts: Readonly<Record<string, Pick<CartReading, 'units' | 'lines'>>>;
  readonly orders: Readonly<Record<string, string>>;
  readonly events: Readonly<Record<string, readonly string[]>>;
}

/** More than a sequence makes. */
const ALL_EVENTS = 10_000;
/** Small, so that every list has several pages. */
const PAGE = 3;
const MOVEMENTS_PAGE = 7;

export async function readShop(
  store: Store,
  now: number,
  names: {
    readonly users: readonly string[];
    readonly owners: readonly string[];
    readonly products: readonly string[];
  },
): Promise<Readings> {
  const { products, stock, orders, events } = store;
  const [listed, movements, carts, placed, outbox] = await Promise.all([
    walk((page) => products.listProducts({ sort: 'label' }, page), PAGE),
    Promise.all(
      names.products.map((id) => walk((page) => stock.listMovements(id, page), MOVEMENTS_PAGE)),
    ),
    Promise.all(names.owners.map(async (owner) => [owner, await readCart(store, owner, now)])),
    Promise.all(names.users.map((id) => walk((page) => orders.listOrdersByUser(id, page), PAGE))),
    events.listOutbox(ALL_EVENTS),
  ]);
  return {
    products: listed,
    movements: movements.flat(),
    carts: Object.fromEntries(carts) as Record<string, CartReading>,
    orders: placed.flat(),
    events: outbox.map(({ event }) => event),
  };
}

async function readCart({ carts }: Store, owner: string, now: number): Promise<CartReading> {
  const cart = await carts.findCart(owner);
  if (cart === undefined || isExpiredCart(cart, cartsExpiredAt(new Date(now)))) {
    return { units: [], lines: [], prices: {} };
  }
  const name = (unit: { readonly productId: string; readonly size: string }) =>
    `${unit.productId}/${unit.size}`;
  return {
    units: cartUnits(cart).map(name),
    lines: cart.lines.map((line) => `${name(line)} ${line.unitOrdinals.length}`),
    prices: Object.fromEntries(cart.lines.map((line) => [name(line), line.seenPrice])),
  };
}

export function pictureOfReadings(readings: Readings): Picture {
  return {
    products: readings.products.map((product) => {
      const stock = product.sizes.map(({ size, stock: left }) => `${size} ${left ?? '-'}`);
      return `${product.productId}: ${detailsText(product)}; ${stock.join(', ')}`;
    }),
    movements: readings.movements.map(movementText).sort(),
    carts: Object.fromEntries(
      Object.entries(readings.carts).map(([owner, { units, lines }]) => [owner, { units, lines }]),
    ),
    orders: Object.fromEntries(readings.orders.map((order) => [order.orderId, orderText(order)])),
    events: eventTexts(readings.events),
  };
}

export function movementText(
  movement: Pick<StockMovement, 'productId' | 'size' | 'delta' | 'reason' | 'actor' | 'at'> & {
    readonly orderId?: string | undefined;
  },
): string {
  const { actor, at, orderId } = movement;
  return `${movementsText([movement])} by ${actor} at ${at} of ${orderId ?? 'none'}`;
}

function orderText({ userId, status, lines, total, createdAt, history }: Order): string {
  const bought = lines.map(
    ({ productId, size, quantity, label, unitPrice, tookStock = false }) =>
      `${productId}/${size} ${quantity} "${label}" ${unitPrice.minorUnits} ${tookStock}`,
  );
  const steps = history.map(({ from, to, actor, at }) =>
    [from === undefined ? to : `${from} to ${to}`, `by ${actor} at ${at}`].join(' '),
  );
  const head = `${userId} ${status} ${total.minorUnits} at ${createdAt}`;
  return [head, bought.join(', '), steps.join(', ')].join('; ');
}

function eventTexts(events: readonly DomainEvent[]): Record<string, readonly string[]> {
  const byEntity = Map.groupBy(events, ({ entity }) => entity);
  return Object.fromEntries(
    [...byEntity].map(([entity, told]) => [entity, told.map(eventText)] as const),
  );
}

function eventText({ type, at, data }: DomainEvent): string {
  return `${type} at ${at}: ${[...orderWords(type, data), stockText(data)].join('; ')}`;
}

function orderWords(type: string, data: DomainEvent['data']): readonly string[] {
  if (type === 'stock.changed') return [];
  if (type === 'order.status_changed') return [`${data['from']} to ${data['status']}`];
  const lines = data['lines'] as readonly Record<string, string | number>[];
  const bought = lines.map((line) =>
    [`${line['product_id']}/${line['size']}`, line['quantity'], cents(line['unit_price'])].join(
      ' ',
    ),
  );
  return [`${data['status']} ${cents(data['total'])} of ${bought.join(', ')}`];
}

/** Of the movements that an event tells. */
export function stockText(data: DomainEvent['data']): string {
  return movementsText(stockOf(data));
}

export function stockOf(data: DomainEvent['data']) {
  const stock = data['stock'] as readonly {
    readonly product_id: string;
    readonly size: string;
    readonly delta: number;
    readonly reason: StockMovement['reason'];
  }[];
  return stock.map(({ product_id: productId, ...moved }) => ({ productId, ...moved }));
}

function cents(euros: unknown): number {
  return Math.round(Number(euros) * 100);
}
