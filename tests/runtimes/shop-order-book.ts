import { expect } from 'vitest';
import { mayFollow, ORDER_STATUSES, type Order, type OrderStatus } from '../../src/domain/order.ts';
import type { Answer, Api } from '../contracts/http/api-client.ts';
import { setStatus } from '../contracts/http/shop-fixtures.ts';
import { answersTo, expectStatus, oneOf } from './shop-world.ts';

interface Step {
  readonly orderId: string;
  readonly to: OrderStatus;
}

/** So many of the newest orders are moved on. */
const DESK_SIZE = 30;
const LATER = ORDER_STATUSES.filter((status) => status !== 'Pending');

/** What was acknowledged of orders, by whoever placed and moved them. */
export class OrderBook {
  /** Whose each order is. */
  readonly #owners = new Map<string, string>();
  /** As far as it was told. */
  readonly #statuses = new Map<string, OrderStatus>();
  readonly #steps: Step[] = [];

  get stepCount(): number {
    return this.#steps.length;
  }

  place(orderId: string, userId: string): void {
    expect(this.#owners.get(orderId) ?? userId).toBe(userId);
    this.#owners.set(orderId, userId);
  }

  /** As those who run the shop do. */
  async moveOne(api: Api): Promise<void> {
    const orderId = this.#recent();
    // Without an order there is still a call that meets the end of the server.
    if (orderId === undefined) {
      await answersTo(api.get('/health/live'));
      return;
    }
    const from = this.#statuses.get(orderId) ?? 'Pending';
    const next = ORDER_STATUSES.filter((to) => mayFollow(from, to));
    // Now and then one that is refused.
    const to = oneOf([...next, ...next, oneOf(LATER)]);
    await this.#move(orderId, to, setStatus(api, orderId, to));
  }

  /** As a shopper does. */
  async cancelOne(api: Api, userId: string): Promise<void> {
    const orderId = this.#recent(userId);
    if (orderId === undefined) await answersTo(api.get('/health/live'));
    else await this.#move(orderId, 'Cancelled', api.post(`/orders/${orderId}/cancel`));
  }

  /** What was told is there, and every history is one that may be. */
  verify(orders: readonly Order[]): void {
    const stored = new Map(orders.map((order) => [order.orderId, order]));
    for (const [orderId, userId] of this.#owners) {
      expect(stored.get(orderId)?.userId, `${orderId} was acknowledged`).toBe(userId);
    }
    for (const { orderId, status, history } of orders) {
      expect(history[0]).toMatchObject({ to: 'Pending' });
      expect(history[0]?.from).toBeUndefined();
      expect(history.at(-1)?.to, orderId).toBe(status);
      for (const [index, step] of history.slice(1).entries()) {
        expect(step.from).toBe(history[index]?.to);
        expect(step.from !== undefined && mayFollow(step.from, step.to)).toBe(true);
      }
    }
    for (const { orderId, to } of this.#steps) {
      const made = stored.get(orderId)?.history.filter((step) => step.to === to);
      expect(made, `${orderId} became ${to}`).toHaveLength(1);
    }
    const told = this.#steps.map(({ orderId, to }) => `${orderId} ${to}`);
    expect(new Set(told).size).toBe(told.length);
  }

  async #move(orderId: string, to: OrderStatus, call: Promise<Answer>): Promise<void> {
    const [answer] = await answersTo(call);
    if (answer === undefined) return;
    expectStatus(answer, 200, 409);
    if (answer.status !== 200) return;
    this.#steps.push({ orderId, to });
    this.#statuses.set(orderId, to);
  }

  #recent(userId?: string): string | undefined {
    const ids = [...this.#owners]
      .filter(([, owner]) => userId === undefined || owner === userId)
      .filter(([orderId]) => !isOver(this.#statuses.get(orderId)))
      .slice(-DESK_SIZE)
      .map(([orderId]) => orderId);
    return ids.length > 0 ? oneOf(ids) : undefined;
  }
}

function isOver(status: OrderStatus | undefined): boolean {
  return status === 'Delivered' || status === 'Cancelled';
}
