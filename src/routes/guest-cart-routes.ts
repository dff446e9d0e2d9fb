import * as z from 'zod/mini';
import type { Caller } from '../domain/caller.ts';
import { guestCartOwner } from '../domain/cart.ts';
import { AppError } from '../domain/errors.ts';
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
import { cartSchema } from './cart-views.ts';
import { defineRoute, type Route } from './route.ts';
import { cartIdField } from './shop-fields.ts';

const TAG = 'Guest carts';
const PATH = '/guest-carts/{cart_id}';
const ITEM_PATH = `${PATH}/items/{product_id}/{size}`;
const reply = { status: 200, description: 'The cart as it is now', schema: cartSchema } as const;
const guestErrors = ['AUTHENTICATION_REQUIRED', 'CART_NOT_FOUND', 'CART_MERGED'] as const;
const itemErrors = [
  ...guestErrors,
  'PRODUCT_NOT_FOUND',
  'UNKNOWN_SIZE',
  'CART_FULL',
  'CART_CHANGED',
  'INVALID_QUANTITY',
] as const;
const HOW = 'With `Authorization: Cart <cart_secret>`.';

const newCartSchema = z.strictObject({ cart_id: z.string(), cart_secret: z.string() });

/** Carts of shoppers without an account. */
export function guestCartRoutes(
  useCases: Pick<
    UseCases,
    | 'createGuestCart'
    | 'openGuestCart'
    | 'addItem'
    | 'setItem'
    | 'removeItem'
    | 'clearCart'
    | 'showCart'
  >,
): Route[] {
  const { createGuestCart, openGuestCart } = useCases;
  const calls = cartCalls(useCases);
  const access = { audience: 'anyone' } as const;
  const params = z.strictObject({ cart_id: cartIdField });
  const itemOfGuest = z.strictObject({ cart_id: cartIdField, ...itemParams });
  const open = async (cartId: string, caller: Caller): Promise<string> => {
    if (caller.kind === 'operator') return guestCartOwner(cartId);
    if (caller.kind !== 'guest') throw new AppError('AUTHENTICATION_REQUIRED');
    return openGuestCart(cartId, caller.cartSecret);
  };
  return [
    defineRoute({
      method: 'POST',
      path: '/guest-carts',
      operationId: 'createGuestCart',
      tag: TAG,
      summary: 'Begin a cart without an account',
      description:
        'The secret opens the cart and is shown this once. Untouched for 90 days the cart vanishes.',
      access,
      reply: { status: 201, description: 'Created', schema: newCartSchema, headers: ['Location'] },
      errors: ['TOO_MANY_ATTEMPTS'],
      async run({ source }) {
        const { cartId, secret } = await createGuestCart(source);
        return {
          status: 201,
          body: { cart_id: cartId, cart_secret: secret },
          headers: { location: `/guest-carts/${cartId}`, 'cache-control': 'no-store' },
        };
      },
    }),
    defineRoute({
      method: 'GET',
      path: PATH,
      operationId: 'getGuestCart',
      tag: TAG,
      summary: 'A guest’s cart with its total and warnings',
      description: HOW,
      access,
      params,
      reply,
      errors: guestErrors,
      run: async ({ params: { cart_id: cartId }, caller }) =>
        calls.show(await open(cartId, caller)),
    }),
    defineRoute({
      method: 'DELETE',
      path: PATH,
      operationId: 'emptyGuestCart',
      tag: TAG,
      summary: 'Take everything out of a guest’s cart',
      description: HOW,
      access,
      params,
      reply,
      errors: guestErrors,
      run: async ({ params: { cart_id: cartId }, caller }) =>
        calls.clear(await open(cartId, caller)),
    }),
    defineRoute({
      method: 'POST',
      path: `${PATH}/items`,
      operationId: 'addGuestCartItem',
      tag: TAG,
      summary: 'Add units to a guest’s cart',
      description: `${HOW} Parallel additions lose nothing. Without a quantity it is 1.`,
      access,
      params,
      body: newItemBody,
      bodyExample: newItemExample,
      invalidCode: quantityCode,
      reply,
      errors: itemErrors,
      run: async ({ params: { cart_id: cartId }, body, caller }) =>
        calls.add(await open(cartId, caller), body),
    }),
    defineRoute({
      method: 'PUT',
      path: ITEM_PATH,
      operationId: 'setGuestCartItem',
      tag: TAG,
      summary: 'Set how many of a product in a size',
      description: `${HOW} Harmless to repeat.`,
      access,
      params: itemOfGuest,
      body: itemBody,
      bodyExample: itemExample,
      invalidCode: quantityCode,
      reply,
      errors: itemErrors,
      run: async ({ params: { cart_id: cartId, ...item }, body, caller }) =>
        calls.set(await open(cartId, caller), item, body.quantity),
    }),
    defineRoute({
      method: 'DELETE',
      path: ITEM_PATH,
      operationId: 'removeGuestCartItem',
      tag: TAG,
      summary: 'Take a product in a size out',
      description: `${HOW} Harmless to repeat.`,
      access,
      params: itemOfGuest,
      reply,
      errors: guestErrors,
      run: async ({ params: { cart_id: cartId, ...item }, caller }) =>
        calls.remove(await open(cartId, caller), item),
    }),
  ];
}
