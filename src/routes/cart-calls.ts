import * as z from 'zod/mini';
import type { FieldProblem } from '../domain/errors.ts';
import type { UseCases } from '../usecases/use-cases.ts';
import { cartView } from './cart-views.ts';
import { productIdField, sizeField } from './field-schemas.ts';
import type { Reply } from './route.ts';
import { quantityField } from './shop-fields.ts';

export const itemParams = { product_id: productIdField, size: sizeField };

export const newItemBody = z.strictObject({
  product_id: productIdField,
  size: sizeField,
  quantity: z.optional(quantityField),
});
export const newItemExample = { product_id: 'acc-match-ball', size: '5', quantity: 2 };

export const itemBody = z.strictObject({ quantity: quantityField });
export const itemExample = { quantity: 3 };

/** A bad quantity has a code of its own. */
export function quantityCode(problems: readonly FieldProblem[]) {
  return problems.some(({ pointer }) => pointer === '#/quantity')
    ? ('INVALID_QUANTITY' as const)
    : ('INVALID_INPUT' as const);
}

type Item = { readonly product_id: string; readonly size: string };

/**
 * What is done to a cart, whoever's it is: each answers with the cart as it then is. `owner` is
 * under what the cart is kept.
 */
export function cartCalls({
  addItem,
  setItem,
  removeItem,
  clearCart,
  showCart,
}: Pick<UseCases, 'addItem' | 'setItem' | 'removeItem' | 'clearCart' | 'showCart'>) {
  const show = async (owner: string): Promise<Reply> => ({
    status: 200,
    body: cartView(await showCart(owner)),
  });
  return {
    show,
    async add(owner: string, item: Item & { readonly quantity?: number | undefined }) {
      const { product_id: productId, size, quantity = 1 } = item;
      await addItem({ userId: owner, productId, size, quantity });
      return show(owner);
    },
    async set(owner: string, { product_id: productId, size }: Item, quantity: number) {
      await setItem({ userId: owner, productId, size, quantity });
      return show(owner);
    },
    async remove(owner: string, { product_id: productId, size }: Item) {
      await removeItem({ userId: owner, productId, size });
      return show(owner);
    },
    async clear(owner: string) {
      await clearCart(owner);
      return show(owner);
    },
  };
}
