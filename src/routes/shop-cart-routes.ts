import * as z from 'zod/mini';
import { toMajorUnits } from '../domain/money.ts';
import { photoFile, productLabel } from '../domain/product.ts';
import type { UseCases } from '../usecases/use-cases.ts';
import { productIdField, sizeField, userIdField } from './field-schemas.ts';
import { messageSchema } from './message-schemas.ts';
import { defineRoute, type Route } from './route.ts';

const TAG = 'Shop: cart';
const USER_ID = 'c0a8012e-7b1f-4c55-9a30-6c2f5d8e4b21';
const ADDED = 'Product added to cart successfully';
const CLEARED = 'Cart cleared successfully';

const cartSchema = z.array(
  z.strictObject({
    productLabel: z
      .nullable(z.string())
      .check(z.meta({ description: 'null when the product is no longer sold' })),
    price: z.nullable(z.number()),
    photoID: z.string(),
    product_id: z.string(),
    size: z.string(),
    user_id: z.string(),
  }),
);

/** Row S of the contract: `add_to_cart`, `load_cart` and `clear_cart`. */
export function shopCartRoutes({
  addItem,
  loadCart,
  clearCart,
}: Pick<UseCases, 'addItem' | 'loadCart' | 'clearCart'>): Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/add_to_cart',
      operationId: 'addToCart',
      tag: TAG,
      summary: 'Put one unit of a product into a cart',
      description:
        'The user need not have stored details yet. A cart holds 50 lines of at most 99 units.',
      access: { audience: 'owner', of: ({ body }) => ({ userId: body.user_id }) },
      body: z.strictObject({
        user_id: userIdField,
        product_id: productIdField,
        size: sizeField,
      }),
      bodyExample: { user_id: USER_ID, product_id: 'acc-match-ball', size: '5' },
      reply: { status: 200, description: 'Added', schema: messageSchema(ADDED) },
      errors: ['PRODUCT_NOT_FOUND', 'CART_FULL'],
      async run({ body }) {
        await addItem({
          userId: body.user_id,
          productId: body.product_id,
          size: body.size,
          quantity: 1,
          sizeCode: 'INVALID_INPUT',
        });
        return { status: 200, body: { message: ADDED } };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/load_cart',
      operationId: 'loadCart',
      tag: TAG,
      summary: 'The units in a cart, in the order added',
      access: { audience: 'owner', of: ({ query }) => ({ userId: query.user_id }) },
      query: z.strictObject({ user_id: userIdField }),
      queryExample: { user_id: USER_ID },
      invalidCode: () => 'INVALID_USER_ID',
      reply: { status: 200, description: 'One entry a unit', schema: cartSchema },
      errors: [],
      async run({ query: { user_id: userId } }) {
        const units = await loadCart(userId);
        const body = units.map(({ productId, size, product }) => ({
          productLabel: product ? productLabel(product) : null,
          price: product ? toMajorUnits(product.price) : null,
          photoID: photoFile(productId),
          product_id: productId,
          size,
          user_id: userId,
        }));
        return { status: 200, body };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/clear_cart',
      operationId: 'clearCart',
      tag: TAG,
      summary: 'Empty a cart',
      description: 'Also when there was none.',
      access: { audience: 'owner', of: ({ body }) => ({ userId: body.user_id }) },
      body: z.strictObject({ user_id: userIdField }),
      bodyExample: { user_id: USER_ID },
      internalErrorMembers: { message: 'Error clearing cart' },
      reply: { status: 200, description: 'Cleared', schema: messageSchema(CLEARED) },
      errors: [],
      async run({ body }) {
        await clearCart(body.user_id);
        return { status: 200, body: { message: CLEARED } };
      },
    }),
  ];
}
