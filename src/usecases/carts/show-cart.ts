import { cartsExpiredAt, isExpiredCart } from '../../domain/cart.ts';
import { type CartSummary, summariseCart } from '../../domain/cart-summary.ts';
import type { CartStore } from '../../ports/cart-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ProductStore } from '../../ports/product-store.ts';

interface ShowCartPorts {
  readonly carts: CartStore;
  readonly products: ProductStore;
  readonly clock: Clock;
  readonly currency: string;
}

/** A cart with its prices, total and warnings; empty when there is none. Two reads, however full. */
export function showCart({ carts, products, clock, currency }: ShowCartPorts) {
  return async (userId: string): Promise<CartSummary> => {
    const cart = await carts.findCart(userId);
    if (cart === undefined || isExpiredCart(cart, cartsExpiredAt(clock()))) {
      return summariseCart(undefined, new Map(), currency);
    }
    const found = await products.findProducts(cart.lines.map((line) => line.productId));
    return summariseCart(cart, found, currency);
  };
}
