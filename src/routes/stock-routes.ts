import * as z from 'zod/mini';
import { actorOf, callerScope } from '../domain/caller.ts';
import { MOVEMENT_REASONS, type StockMovement } from '../domain/stock-movement.ts';
import type { UseCases } from '../usecases/use-cases.ts';
import { pageFields, productIdField, sizeField } from './field-schemas.ts';
import { pageOfQuery } from './page-of-query.ts';
import { pageReply } from './page-reply.ts';
import { defineRoute, type Route } from './route.ts';
import { deltaField, newStockField, noteField } from './shop-fields.ts';

const TAG = 'Stock';
const PATH = '/products/{product_id}/stock/{size}';

const stockSchema = z.strictObject({
  product_id: z.string(),
  size: z.string(),
  stock: z.nullable(z.int()),
});
const adjustedSchema = z.strictObject({
  message: z.literal('Stock adjusted'),
  movement_id: z.string(),
});
const movementPageSchema = z.strictObject({
  items: z.array(
    z.strictObject({
      movement_id: z.string(),
      size: z.string(),
      delta: z.int(),
      reason: z.enum(MOVEMENT_REASONS),
      by: z.string(),
      at: z.string(),
      order_id: z.optional(z.string()),
      note: z.optional(z.string()),
    }),
  ),
  next_cursor: z.nullable(z.string()),
});

/** The stock of each size, and every movement that made it. */
export function stockRoutes({
  setStock,
  adjustStock,
  listStockMovements,
}: Pick<UseCases, 'setStock' | 'adjustStock' | 'listStockMovements'>): Route[] {
  const params = z.strictObject({ product_id: productIdField, size: sizeField });
  const access = { audience: 'admin' } as const;
  return [
    defineRoute({
      method: 'PUT',
      path: PATH,
      operationId: 'setStock',
      tag: TAG,
      summary: 'Set the stock of a size',
      description: 'As it was counted; null stops the counting. Harmless to repeat.',
      access,
      params,
      body: z.strictObject({ stock: newStockField, note: z.optional(noteField) }),
      bodyExample: { stock: 25, note: 'Counted on Monday' },
      reply: { status: 200, description: 'As it is now', schema: stockSchema },
      errors: ['PRODUCT_NOT_FOUND', 'SIZE_NOT_FOUND'],
      async run({ params: { product_id: productId, size }, body, caller }) {
        const stock = await setStock({
          productId,
          size,
          stock: body.stock ?? undefined,
          note: body.note,
          actor: actorOf(caller),
        });
        return { status: 200, body: { product_id: productId, size, stock: stock ?? null } };
      },
    }),
    defineRoute({
      method: 'POST',
      path: `${PATH}/adjustments`,
      operationId: 'adjustStock',
      tag: TAG,
      summary: 'Add units to the stock of a size, or take some away',
      description:
        'Parallel adjustments lose nothing, and none brings the stock below zero. With an Idempotency-Key a repeat within 7 days does nothing more.',
      access,
      params,
      body: z.strictObject({ delta: deltaField, note: z.optional(noteField) }),
      bodyExample: { delta: -2, note: 'Torn in the store room' },
      idempotencyKey: true,
      reply: { status: 200, description: 'Adjusted', schema: adjustedSchema },
      errors: [
        'PRODUCT_NOT_FOUND',
        'SIZE_NOT_FOUND',
        'STOCK_NOT_TRACKED',
        'STOCK_OUT_OF_BOUNDS',
        'IDEMPOTENCY_KEY_REUSED',
      ],
      async run({ params: { product_id: productId, size }, body, caller, idempotencyKey }) {
        const movementId = await adjustStock({
          productId,
          size,
          delta: body.delta,
          note: body.note,
          actor: actorOf(caller),
          idempotency:
            idempotencyKey === undefined
              ? undefined
              : {
                  scope: callerScope(caller),
                  key: idempotencyKey,
                  fingerprint: JSON.stringify(['adjust', productId, size, body.delta, body.note]),
                },
        });
        return { status: 200, body: { message: 'Stock adjusted', movement_id: movementId } };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/products/{product_id}/stock-movements',
      operationId: 'listStockMovements',
      tag: TAG,
      summary: 'What came and went, newest first',
      description:
        'The deltas of a size add up to its stock. The movements of a deleted product stay.',
      access,
      params: z.strictObject({ product_id: productIdField }),
      query: z.strictObject(pageFields),
      reply: {
        status: 200,
        description: 'One page',
        schema: movementPageSchema,
        headers: ['Link'],
      },
      errors: ['INVALID_CURSOR'],
      async run({ params: { product_id: productId }, query }) {
        const page = await listStockMovements(productId, pageOfQuery(query));
        return pageReply(page, movementView);
      },
    }),
  ];
}

function movementView(movement: StockMovement) {
  return {
    movement_id: movement.movementId,
    size: movement.size,
    delta: movement.delta,
    reason: movement.reason,
    by: movement.actor,
    at: movement.at,
    order_id: movement.orderId,
    note: movement.note,
  };
}
