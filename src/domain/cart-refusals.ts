import { MAX_CART_LINES, MAX_LINE_QUANTITY } from './cart.ts';
import { AppError } from './errors.ts';
import type { Product } from './product.ts';

/** A size that a product with sizes does not come in. */
export function unknownSize(
  product: Pick<Product, 'sizes'>,
  code: 'UNKNOWN_SIZE' | 'INVALID_INPUT' = 'UNKNOWN_SIZE',
): AppError {
  const offered = product.sizes.map(({ size }) => size).join(', ');
  return new AppError(code, {
    problems: [{ pointer: '#/size', detail: `must be one of ${offered}` }],
  });
}

export function cartFull(outcome: 'line-full' | 'cart-full'): AppError {
  const detail =
    outcome === 'line-full'
      ? `a cart holds at most ${MAX_LINE_QUANTITY} of one product in one size`
      : `a cart holds at most ${MAX_CART_LINES} different products and sizes`;
  return new AppError('CART_FULL', { problems: [{ pointer: '#/product_id', detail }] });
}
