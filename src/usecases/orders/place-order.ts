import { type Cart, type CartLine, cartsExpiredAt, isExpiredCart } from '../../domain/cart.ts';
import { AppError } from '../../domain/errors.ts';
import { toMajorUnits } from '../../domain/money.ts';
import { type Order, orderFromCart } from '../../domain/order.ts';
import { comesInSize, type Product } from '../../domain/product.ts';
import type { CartStore } from '../../ports/cart-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { NewId } from '../../ports/new-id.ts';
import type { IdempotencyClaim, IdempotencyRecord, OrderStore } from '../../ports/order-store.ts';
import type { ProductStore } from '../../ports/product-store.ts';

interface PlaceOrderPorts {
  readonly carts: CartStore;
  readonly products: ProductStore;
  readonly orders: OrderStore;
  readonly newId: NewId;
  readonly clock: Clock;
  readonly currency: string;
}

interface PlaceOrderInput {
  readonly userId: string;
  /** Who places it: mostly the user. */
  readonly actor: string;
  /** Minor units of the total that the shopper was shown. */
  readonly expectedTotal?: number | undefined;
  readonly idempotency?:
    | { readonly scope: string; readonly key: string; readonly fingerprint: string }
    | undefined;
}

interface PlacedOrder {
  readonly orderId: string;
  /** Undefined where an earlier request with the same key has placed it. */
  readonly order?: Order | undefined;
}

/** How often a checkout starts over when the cart changes under it. */
const MAX_ATTEMPTS = 5;
const KEY_LIFETIME_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * Turns the cart into an order in one atomic step. The same idempotency key with the same request
 * gives the order it gave before.
 * @throws AppError CART_EMPTY, OUT_OF_STOCK, PRODUCT_GONE, MIXED_CURRENCIES, PRICE_CHANGED,
 * CART_CHANGED, IDEMPOTENCY_KEY_REUSED
 */
export function placeOrder(ports: PlaceOrderPorts) {
  return async (input: PlaceOrderInput): Promise<PlacedOrder> => {
    const { idempotency } = input;
    const now = ports.clock();
    const claim = idempotency && {
      ...idempotency,
      expiresAt: new Date(now.getTime() + KEY_LIFETIME_MS).toISOString(),
    };
    try {
      return await placeFromCart(ports, input, claim, now);
    } catch (error) {
      // Whatever stands in the way of a new order does not stand in the way of the earlier one.
      if (claim === undefined || !(error instanceof AppError)) throw error;
      const earlier = await findEarlier(ports, claim, now);
      if (earlier === undefined) throw error;
      return earlier;
    }
  };
}

async function placeFromCart(
  ports: PlaceOrderPorts,
  { userId, actor, expectedTotal }: PlaceOrderInput,
  claim: IdempotencyClaim | undefined,
  now: Date,
): Promise<PlacedOrder> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const cart = await ports.carts.findCart(userId);
    if (cart === undefined || isExpiredCart(cart, cartsExpiredAt(now))) {
      throw new AppError('CART_EMPTY');
    }
    const products = await productsOf(ports, cart);
    const order = orderFromCart(cart, products, {
      orderId: ports.newId(),
      createdAt: now.toISOString(),
      currency: ports.currency,
      actor,
    });
    if (expectedTotal !== undefined && expectedTotal !== order.total.minorUnits) {
      throw new AppError('PRICE_CHANGED', { members: pricesOf(order) });
    }
    const outcome = await ports.orders.placeOrder({
      order,
      cartVersion: cart.version,
      products,
      claim,
    });
    if (outcome.kind === 'placed') return { orderId: order.orderId, order };
    if (outcome.kind === 'key-used' && claim) return replay(outcome.record, claim);
    if (outcome.kind === 'out-of-stock') {
      throw new AppError('OUT_OF_STOCK', {
        members: { lines: outcome.lines.map(shortLineMember) },
      });
    }
  }
  throw new AppError('CART_CHANGED');
}

function replay(record: IdempotencyRecord, claim: IdempotencyClaim): PlacedOrder {
  if (record.fingerprint !== claim.fingerprint) throw new AppError('IDEMPOTENCY_KEY_REUSED');
  return { orderId: record.resultId };
}

async function findEarlier(
  { orders }: PlaceOrderPorts,
  claim: IdempotencyClaim,
  now: Date,
): Promise<PlacedOrder | undefined> {
  const record = await orders.findIdempotencyRecord(claim.scope, claim.key, now.toISOString());
  return record && replay(record, claim);
}

async function productsOf(
  { products, currency }: PlaceOrderPorts,
  cart: Cart,
): Promise<ReadonlyMap<string, Product>> {
  const found = await products.findProducts(cart.lines.map((line) => line.productId));
  const refused = (line: CartLine) => {
    const product = found.get(line.productId);
    return product === undefined || !comesInSize(product, line.size);
  };
  const gone = cart.lines.filter(refused);
  if (gone.length > 0) throw new AppError('PRODUCT_GONE', { members: { lines: named(gone) } });
  const foreign = cart.lines.filter(
    ({ productId }) => found.get(productId)?.price.currency !== currency,
  );
  if (foreign.length > 0) {
    throw new AppError('MIXED_CURRENCIES', { members: { lines: named(foreign) } });
  }
  return found;
}

function named(lines: readonly CartLine[]): readonly object[] {
  return lines.map(({ productId, size }) => ({ product_id: productId, size }));
}

/** The prices that hold now, in major units. */
function pricesOf({ total, lines }: Order): Record<string, unknown> {
  return {
    total: toMajorUnits(total),
    currency: total.currency,
    lines: lines.map(({ productId, size, quantity, unitPrice }) => ({
      product_id: productId,
      size,
      quantity,
      unit_price: toMajorUnits(unitPrice),
    })),
  };
}

function shortLineMember(line: {
  readonly productId: string;
  readonly size: string;
  readonly wanted: number;
  readonly left: number;
}): object {
  return {
    product_id: line.productId,
    size: line.size,
    wanted: line.wanted,
    left: line.left,
  };
}
