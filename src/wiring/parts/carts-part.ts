import { cartRoutes } from '../../routes/cart-routes.ts';
import { guestCartRoutes } from '../../routes/guest-cart-routes.ts';
import { shopCartRoutes } from '../../routes/shop-cart-routes.ts';
import { dynamodbCarts } from '../../stores/dynamodb/dynamodb-carts.ts';
import { dynamodbProducts } from '../../stores/dynamodb/dynamodb-products.ts';
import { addItem } from '../../usecases/carts/add-item.ts';
import { clearCart } from '../../usecases/carts/clear-cart.ts';
import { createGuestCart } from '../../usecases/carts/create-guest-cart.ts';
import { loadCart } from '../../usecases/carts/load-cart.ts';
import { mergeGuestCart } from '../../usecases/carts/merge-guest-cart.ts';
import { openGuestCart } from '../../usecases/carts/open-guest-cart.ts';
import { removeItem } from '../../usecases/carts/remove-item.ts';
import { setItem } from '../../usecases/carts/set-item.ts';
import { showCart } from '../../usecases/carts/show-cart.ts';
import type { RoutePart } from '../wire-function.ts';

/** The carts of users and of guests. */
export const cartsPart: RoutePart = ({ connection, currency, ...others }) => {
  const products = dynamodbProducts(connection, currency);
  const ports = { ...others, currency, products, carts: dynamodbCarts(connection) };
  const useCases = {
    addItem: addItem(ports),
    loadCart: loadCart(ports),
    clearCart: clearCart(ports),
    setItem: setItem(ports),
    removeItem: removeItem(ports),
    showCart: showCart(ports),
    createGuestCart: createGuestCart(ports),
    openGuestCart: openGuestCart(ports),
    mergeGuestCart: mergeGuestCart(ports),
  };
  return [...shopCartRoutes(useCases), ...cartRoutes(useCases), ...guestCartRoutes(useCases)];
};
