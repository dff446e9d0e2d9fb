import * as z from 'zod/mini';
import { type Caller, ownRowsOf } from '../domain/caller.ts';
import { multiplyMoney, toMajorUnits } from '../domain/money.ts';
import { ORDER_STATUSES, type Order, type OrderStep } from '../domain/order.ts';

const status = z.enum(ORDER_STATUSES);

export const orderSchema = z.strictObject({
  order_id: z.string(),
  user_id: z.string(),
  status,
  lines: z.array(
    z.strictObject({
      product_id: z.string(),
      size: z.string(),
      quantity: z.int(),
      label: z.string(),
      photo: z.string(),
      unit_price: z.number(),
      line_total: z.number(),
    }),
  ),
  total: z.number(),
  currency: z.string(),
  created_at: z.string(),
  history: z.array(
    z.strictObject({
      from: z.nullable(status),
      to: status,
      at: z.string(),
      by: z.string().check(
        z.meta({
          description: 'A user’s id; to the owner "shop" stands for everybody who works there',
        }),
      ),
    }),
  ),
});

export const orderPageSchema = z.strictObject({
  items: z.array(orderSchema),
  next_cursor: z.nullable(z.string()),
});

/** An order as the resource API shows it to this caller. */
export function orderView(order: Order, caller: Caller) {
  const { orderId, userId, lines, total, createdAt, history } = order;
  const showsStaff = ownRowsOf(caller) === undefined;
  return {
    order_id: orderId,
    user_id: userId,
    status: order.status,
    lines: lines.map((line) => ({
      product_id: line.productId,
      size: line.size,
      quantity: line.quantity,
      label: line.label,
      photo: line.photo,
      unit_price: toMajorUnits(line.unitPrice),
      line_total: toMajorUnits(multiplyMoney(line.unitPrice, line.quantity)),
    })),
    total: toMajorUnits(total),
    currency: total.currency,
    created_at: createdAt,
    history: history.map((step) => ({
      from: step.from ?? null,
      to: step.to,
      at: step.at,
      by: showsStaff ? step.actor : shownActor(step, userId),
    })),
  };
}

function shownActor({ actor }: OrderStep, userId: string): string {
  return actor === userId ? actor : 'shop';
}
