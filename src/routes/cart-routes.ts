import * as z from 'zod/mini';
import type { UseCases } from '../usecases/use-cases.ts';
import {
  cartCalls,
  itemBody,
  itemExample,
  itemParams,
  newItemBody,
  newItemExample,
  quantityCode,
} from './cart-calls.ts';
import { cartSchema, cartView, leftOutView, mergedCartSchema } from './cart-views.ts';
import { tokenField, userIdField } from './field-schemas.ts';
import { ownerInPath } from './owner-in-path.ts';
import { defineRoute, type Route } from './route.ts';
import { cartIdField } from './shop-fields.ts';

const TAG = 'Carts';
const PATH = '/users/{user_id}/cart';
const ITEM_PATH = `${PATH}/items/{product_id}/{size}`;
const reply = { status: 200, description: 'The cart as it is now', schema: cartSchema } as const;

/** A user's own cart. */
export function cartRoutes(
  useCases: Pick<
    UseCases,
    'mergeGuestCart' | 'showCart' | 'addItem' | 'setItem' | 'removeItem' | 'clearCart'
  >,
): Route[] {
  const { mergeGuestCart, showCart } = useCases;
  const calls = cartCalls(useCases);
  const params = z.strictObject({ user_id: userIdField });
  const itemOfUser = z.strictObject({ user_id: userIdField, ...itemParams });
  return [
    defineRoute({
      method: 'GET',
      path: PATH,
      operationId: 'getCart',
      tag: TAG,
      summary: 'The cart with its total and warnings',
      description:
        'At the prices of this moment. A cart that nobody touches for 90 days vanishes; without one it is empty.',
      access: ownerInPath,
      params,
      reply,
      errors: [],
      run: ({ params: { user_id: userId } }) => calls.show(userId),
    }),
    defineRoute({
      method: 'DELETE',
      path: PATH,
      operationId: 'emptyCart',
      tag: TAG,
      summary: 'Take everything out',
      access: ownerInPath,
      params,
      reply,
      errors: [],
      run: ({ params: { user_id: userId } }) => calls.clear(userId),
    }),
    defineRoute({
      method: 'POST',
      path: `${PATH}/items`,
      operationId: 'addCartItem',
      tag: TAG,
      summary: 'Add units of a product in a size',
      description: 'Parallel additions lose nothing. Without a quantity it is 1.',
      access: ownerInPath,
      params,
      body: newItemBody,
      bodyExample: newItemExample,
      invalidCode: quantityCode,
      reply,
      errors: ['PRODUCT_NOT_FOUND', 'UNKNOWN_SIZE', 'CART_FULL', 'INVALID_QUANTITY'],
      run: ({ params: { user_id: userId }, body }) => calls.add(userId, body),
    }),
    defineRoute({
      method: 'PUT',
      path: ITEM_PATH,
      operationId: 'setCartItem',
      tag: TAG,
      summary: 'Set how many of a product in a size',
      description: 'Harmless to repeat.',
      access: ownerInPath,
      params: itemOfUser,
      body: itemBody,
      bodyExample: itemExample,
      invalidCode: quantityCode,
      reply,
      errors: ['PRODUCT_NOT_FOUND', 'UNKNOWN_SIZE', 'CART_FULL', 'INVALID_QUANTITY'],
      run: ({ params: { user_id: userId, ...item }, body }) =>
        calls.set(userId, item, body.quantity),
    }),
    defineRoute({
      method: 'DELETE',
      path: ITEM_PATH,
      operationId: 'removeCartItem',
      tag: TAG,
      summary: 'Take a product in a size out',
      description: 'Harmless to repeat.',
      access: ownerInPath,
      params: itemOfUser,
      reply,
      errors: [],
      run: ({ params: { user_id: userId, ...item } }) => calls.remove(userId, item),
    }),
    defineRoute({
      method: 'POST',
      path: `${PATH}/merge`,
      operationId: 'mergeGuestCart',
      tag: TAG,
      summary: 'Take a guest’s cart over after signing in',
      description:
        'In one step; the guest’s cart takes nothing more. Quantities are summed up to what a cart holds; left_out names the rest. A repeat adds nothing.',
      access: ownerInPath,
      params,
      body: z.strictObject({ cart_id: cartIdField, cart_secret: tokenField }),
      bodyExample: { cart_id: '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed', cart_secret: 'kcs.secret' },
      reply: { status: 200, description: 'The cart as it is now', schema: mergedCartSchema },
      errors: ['CART_NOT_FOUND', 'CART_MERGED', 'CART_CHANGED'],
      async run({ params: { user_id: userId }, body }) {
        const { cart_id: cartId, cart_secret: secret } = body;
        const leftOut = await mergeGuestCart({ userId, cartId, secret });
        const cart = cartView(await showCart(userId));
        return { status: 200, body: { ...cart, left_out: leftOutView(leftOut) } };
      },
    }),
  ];
}
