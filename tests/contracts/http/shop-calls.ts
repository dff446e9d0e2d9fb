import type { Call, CallOwner } from './call.ts';
import { BALL } from './fixtures.ts';

const NO_ID = '00000000-0000-4000-8000-000000000000';

const product = ({ productId = 'no-such-product' }: CallOwner) => `/products/${productId}`;
const stock = (of: CallOwner) => `${product(of)}/stock/${BALL.size}`;
const ad = ({ adId = 'no-such-ad' }: CallOwner) => `/ads/${adId}`;
const cart = ({ userId }: CallOwner) => `/users/${userId}/cart`;
const orders = ({ userId }: CallOwner) => `/users/${userId}/orders`;
const order = ({ orderId = NO_ID }: CallOwner) => `/orders/${orderId}`;
const guestCart = ({ cartId = NO_ID }: CallOwner) => `/guest-carts/${cartId}`;
const item = `/items/${BALL.product_id}/${BALL.size}`;
const newItem = () => ({ ...BALL, quantity: 2 });
const quantity = () => ({ quantity: 3 });
const details = () => ({
  tag: 'flags',
  label: 'Corner Flag',
  description: 'A yellow flag on a pole that bends.',
  price: 24.5,
  sizes: [{ size: 'One size', stock: 40 }],
});
const adLabel = () => ({ ad_label: 'New away shirts are here' });

const CATALOGUE_CALLS: readonly Call[] = [
  { method: 'GET', path: '/products', who: 'anyone', url: () => '/products?tag=kits&sort=price' },
  {
    method: 'GET',
    path: '/products/{product_id}',
    who: 'anyone',
    needs: 'product',
    url: product,
  },
  {
    method: 'POST',
    path: '/products',
    who: 'admin',
    url: () => '/products',
    body: details,
    ofManyTypes: ['price', 'sizes'],
  },
  {
    method: 'PUT',
    path: '/products/{product_id}',
    who: 'admin',
    needs: 'product',
    url: product,
    body: () => ({ ...details(), sizes: ['One size', BALL.size] }),
    ofManyTypes: ['label', 'price', 'sizes'],
  },
  {
    method: 'DELETE',
    path: '/products/{product_id}',
    who: 'admin',
    needs: 'product',
    url: product,
  },
  {
    method: 'PUT',
    path: '/products/{product_id}/stock/{size}',
    who: 'admin',
    needs: 'product',
    url: stock,
    body: () => ({ stock: 25, note: 'Counted on Monday' }),
    ofManyTypes: ['stock'],
  },
  {
    method: 'POST',
    path: '/products/{product_id}/stock/{size}/adjustments',
    who: 'admin',
    needs: 'product',
    url: (of) => `${stock(of)}/adjustments`,
    body: () => ({ delta: -2, note: 'Torn in the store room' }),
    ofManyTypes: ['delta'],
  },
  {
    method: 'GET',
    path: '/products/{product_id}/stock-movements',
    who: 'admin',
    needs: 'product',
    url: (of) => `${product(of)}/stock-movements`,
  },
  {
    method: 'PUT',
    path: '/products/{product_id}/photo',
    who: 'admin',
    needs: 'product',
    url: (of) => `${product(of)}/photo`,
    takesFile: true,
  },
  {
    method: 'DELETE',
    path: '/products/{product_id}/photo',
    who: 'admin',
    url: (of) => `${product(of)}/photo`,
  },
  { method: 'GET', path: '/ads', who: 'admin', url: () => '/ads' },
  { method: 'POST', path: '/ads', who: 'admin', url: () => '/ads', body: adLabel },
  { method: 'GET', path: '/ads/{ad_id}', who: 'admin', needs: 'ad', url: ad },
  { method: 'PUT', path: '/ads/{ad_id}', who: 'admin', needs: 'ad', url: ad, body: adLabel },
  { method: 'DELETE', path: '/ads/{ad_id}', who: 'admin', needs: 'ad', url: ad },
  {
    method: 'PUT',
    path: '/ads/{ad_id}/photo',
    who: 'admin',
    needs: 'ad',
    url: (of) => `${ad(of)}/photo`,
    takesFile: true,
  },
];

const CART_CALLS: readonly Call[] = [
  { method: 'GET', path: '/users/{user_id}/cart', who: 'owner', url: cart },
  { method: 'DELETE', path: '/users/{user_id}/cart', who: 'owner', url: cart },
  {
    method: 'POST',
    path: '/users/{user_id}/cart/items',
    who: 'owner',
    url: (of) => `${cart(of)}/items`,
    body: newItem,
  },
  {
    method: 'PUT',
    path: '/users/{user_id}/cart/items/{product_id}/{size}',
    who: 'owner',
    url: (of) => `${cart(of)}${item}`,
    body: quantity,
  },
  {
    method: 'DELETE',
    path: '/users/{user_id}/cart/items/{product_id}/{size}',
    who: 'owner',
    url: (of) => `${cart(of)}${item}`,
  },
  {
    method: 'POST',
    path: '/users/{user_id}/cart/merge',
    who: 'owner',
    needs: 'guest-cart',
    url: (of) => `${cart(of)}/merge`,
    body: ({ cartId = NO_ID, cartSecret = 'kcs_unknown' }) => ({
      cart_id: cartId,
      cart_secret: cartSecret,
    }),
  },
];

const GUEST_CALLS: readonly Call[] = [
  { method: 'POST', path: '/guest-carts', who: 'anyone', url: () => '/guest-carts' },
  ...CART_CALLS.filter(({ path }) => !path.endsWith('/merge')).map((call): Call => {
    const path = call.path.replace('/users/{user_id}/cart', '');
    const rest = path.replace('{product_id}/{size}', `${BALL.product_id}/${BALL.size}`);
    return {
      ...call,
      path: `/guest-carts/{cart_id}${path}`,
      who: 'guest',
      needs: 'guest-cart',
      url: (of) => guestCart(of) + rest,
    };
  }),
];

const ORDER_CALLS: readonly Call[] = [
  {
    method: 'POST',
    path: '/users/{user_id}/orders',
    who: 'owner',
    url: orders,
    // Of one sample ball.
    body: () => ({ expected_total: 109.99 }),
    ofManyTypes: ['expected_total'],
    bodyOptional: true,
    isOwnBody: true,
    success: 201,
  },
  { method: 'GET', path: '/users/{user_id}/orders', who: 'owner', url: orders },
  { method: 'GET', path: '/orders/{order_id}', who: 'reader', needs: 'order', url: order },
  {
    method: 'POST',
    path: '/orders/{order_id}/cancel',
    who: 'reader',
    needs: 'order',
    url: (of) => `${order(of)}/cancel`,
  },
  { method: 'GET', path: '/orders', who: 'admin', url: () => '/orders?status=Pending' },
  {
    method: 'PUT',
    path: '/orders/{order_id}/status',
    who: 'admin',
    needs: 'order',
    url: (of) => `${order(of)}/status`,
    body: () => ({ status: 'Paid' }),
  },
];

/** The shop as resources. */
export const SHOP_CALLS = [CATALOGUE_CALLS, CART_CALLS, GUEST_CALLS, ORDER_CALLS].flat();
