import { randomUUID } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { cartsExpiredAt } from '../src/domain/cart.ts';
import { type DomainEvent, orderPlacedEvent, userEvent } from '../src/domain/event.ts';
import type { Order } from '../src/domain/order.ts';
import { type BareShop, bareLabel } from './bare-http.ts';
import { BARE_SQL } from './bare-sql.ts';

type Row = Record<string, string | number | null>;
type Statements = Record<keyof typeof BARE_SQL, StatementSync>;

/**
 * Kitroom's statements in Kitroom's order, and the bodies made from their rows at once. Its events
 * are Kitroom's own, so that both write as much.
 */
export class BareSqliteShop implements BareShop {
  readonly #sql: Statements;

  constructor(database: DatabaseSync) {
    this.#sql = Object.fromEntries(
      Object.entries(BARE_SQL).map(([name, text]) => [name, database.prepare(text)]),
    ) as Statements;
  }

  getUser(userId: string): object {
    const row = this.#sql.findUser.get(userId) as Row;
    return {
      user_id: row['user_id'],
      firstname: row['firstname'] ?? undefined,
      lastname: row['lastname'] ?? undefined,
      dob: row['dob'] ?? undefined,
      address: row['address'] ?? undefined,
      gender: row['gender'] ?? undefined,
      email: row['email'],
      phone_number: row['phone_number'] ?? undefined,
      role: row['role'],
      status: row['status'],
      created_at: row['created_at'],
      updated_at: row['updated_at'],
    };
  }

  createUser(body: Record<string, string>): object {
    const userId = randomUUID();
    const now = new Date().toISOString();
    const text = (name: string) => body[name] ?? null;
    this.#sql.findIdByEmail.get(text('email'));
    this.#transaction(() => {
      this.#sql.insertUser.run(
        userId,
        text('email'),
        text('firstname'),
        text('lastname'),
        text('dob'),
        text('address'),
        text('gender'),
        text('phone_number'),
        null,
        'customer',
        'active',
        now,
        now,
        1,
        null,
      );
      const { mark } = this.#sql.drawMark.get() as Row;
      this.#tell(userEvent('user.created', { userId, mark: String(mark), at: now }));
    });
    return { message: 'User created', user_id: userId };
  }

  loadProducts(tag: string): object {
    return (this.#sql.listProducts.all(tag, '', 101) as Row[]).map((row) => ({
      productLabel: bareLabel(row),
      price: Number(row['price_minor_units']) / 100,
      photoID: `${row['product_id']}.png`,
      product_id: row['product_id'],
      productDescription: row['description'],
      productTag: row['tag'],
    }));
  }

  addToCart(body: Record<string, string>): object {
    const { user_id: userId = '', product_id: productId = '', size = '' } = body;
    const now = new Date();
    const product = this.#sql.findProduct.get(productId) as Row;
    this.#transaction(() => {
      this.#sql.dropExpiredLines.run(userId, cartsExpiredAt(now));
      const line = this.#sql.findLine.get(userId, productId, size) as Row | undefined;
      const held = JSON.parse(String(line?.['unit_ordinals'] ?? '[]')) as number[];
      const cart = this.#sql.raiseVersion.get(userId, 1, now.toISOString()) as Row;
      const ordinals = JSON.stringify([...held, cart['version']]);
      const price = product['price_minor_units'] ?? null;
      this.#sql.writeLine.run(userId, productId, size, held.length + 1, ordinals, price);
      if (line === undefined) this.#sql.countLines.get(userId);
    });
    return { message: 'Product added to cart successfully' };
  }

  loadCart(userId: string): object {
    const { lines, products } = this.#cartOf(userId);
    return lines
      .flatMap((line) => line.ordinals.map((ordinal) => ({ ...line, ordinal })))
      .sort((left, right) => left.ordinal - right.ordinal)
      .map(({ productId, size }) => {
        const product = products.get(productId) ?? {};
        return {
          productLabel: bareLabel(product),
          price: Number(product['price_minor_units']) / 100,
          photoID: `${productId}.png`,
          product_id: productId,
          size,
          user_id: userId,
        };
      });
  }

  checkout(body: Record<string, string>): object {
    const { user_id: userId = '' } = body;
    const orderId = randomUUID();
    const createdAt = new Date().toISOString();
    const { version, lines, products } = this.#cartOf(userId);
    const currency = 'EUR';
    let total = 0;
    const bought = lines.map(({ productId, size, ordinals }) => {
      const product = products.get(productId) ?? {};
      const minorUnits = Number(product['price_minor_units']);
      const quantity = ordinals.length;
      total += minorUnits * quantity;
      const unitPrice = { minorUnits, currency };
      const photo = `${productId}.png`;
      return { productId, size, quantity, label: bareLabel(product), photo, unitPrice };
    });
    this.#transaction(() => {
      this.#sql.cartAtVersion.get(userId, version);
      for (const line of bought) this.#checkSize(line.productId, line.size);
      this.#writeOrder({
        orderId,
        userId,
        status: 'Pending',
        lines: bought,
        total: { minorUnits: total, currency },
        createdAt,
        history: [{ to: 'Pending', actor: 'operator', at: createdAt }],
      });
    });
    return { message: 'Order placed successfully!', order_id: orderId };
  }

  #cartOf(userId: string) {
    const rows = this.#sql.findCart.all(userId) as Row[];
    const lines = rows.map((row) => ({
      productId: String(row['product_id']),
      size: String(row['size']),
      ordinals: JSON.parse(String(row['unit_ordinals'])) as number[],
    }));
    lines.sort((left, right) => (left.ordinals[0] ?? 0) - (right.ordinals[0] ?? 0));
    const ids = JSON.stringify(lines.map((line) => line.productId));
    const found = this.#sql.findProducts.all(ids) as Row[];
    const products = new Map(found.map((row) => [String(row['product_id']), row]));
    return { version: Number(rows[0]?.['version']), lines, products };
  }

  /** The sample lines track no stock: one that does would ask for statements that are not here. */
  #checkSize(productId: string, size: string): void {
    const { stock } = this.#sql.findSize.get(productId, size) as Row;
    if (stock !== null) throw new Error(`The stock of ${productId} is tracked`);
  }

  #writeOrder(order: Order): void {
    const { orderId, userId, status, lines, total, createdAt, history } = order;
    const [linesJson, historyJson] = [JSON.stringify(lines), JSON.stringify(history)];
    const { minorUnits, currency } = total;
    this.#sql.insertOrder.run(
      orderId,
      userId,
      status,
      linesJson,
      minorUnits,
      currency,
      createdAt,
      historyJson,
    );
    this.#sql.emptyCart.run(userId);
    this.#sql.deleteLines.run(userId);
    this.#tell(orderPlacedEvent(order, []));
  }

  #tell({ eventId, type, entity, at, data }: DomainEvent): void {
    this.#sql.insertEvent.run(eventId, type, entity, at, JSON.stringify(data));
  }

  #transaction(work: () => void): void {
    this.#sql.begin.run();
    work();
    this.#sql.commit.run();
  }
}
