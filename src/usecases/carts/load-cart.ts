import { type CartUnit, cartsExpiredAt, cartUnits, isExpiredCart } from '../../domain/cart.ts';
import type { Product } from '../../domain/product.ts';
import type { CartStore } from '../../ports/cart-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ProductStore } from '../../ports/product-store.ts';

interface LoadCartPorts {
  readonly carts: CartStore;
  readonly products: ProductStore;
  readonly clock: Clock;
}

interface LoadedUnit extends CartUnit {
  /** Undefined when the product is no longer sold. */
  readonly product: Product | undefined;
}

/** One entry a unit, in the order added; empty when there is no cart. Two reads, however full. */
export function loadCart({ carts, products, clock }: LoadCartPorts) {
  return async (userId: string): Promise<readonly LoadedUnit[]> => {
    const cart = await carts.findCart(userId);
    if (cart === undefined || isExpiredCart(cart, cartsExpiredAt(clock()))) return [];
    const found = await products.findProducts(cart.lines.map((line) => line.productId));
    return cartUnits(cart).map((unit) => ({ ...unit, product: found.get(unit.productId) }));
  };
}
