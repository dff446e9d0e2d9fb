import { cartWorks } from './cart-works.ts';
import { BUYER, KITS_TAG } from './shop-rows.ts';
import type { Work } from './work.ts';

const register = {
  user_id: 'shopper',
  email: 's@example.com',
  firstName: 'Sam',
  lastName: 'Poe',
};

const catalogue: readonly Work[] = [
  {
    operationId: 'homePage',
    title: 'GET /home_page, once a minute and process',
    budget: 1,
    grows: true,
    prepare: async ({ passRefreshTime }) => passRefreshTime(),
    request: { method: 'GET', path: '/home_page' },
  },
  {
    operationId: 'homePage',
    title: 'GET /home_page, otherwise',
    budget: 0,
    request: { method: 'GET', path: '/home_page' },
    documents: { run: ({ homePage }) => homePage() },
  },
  {
    operationId: 'loadProducts',
    title: 'GET /load_products?product_tag, 100 products',
    budget: 1,
    request: { method: 'GET', path: `/load_products?product_tag=${KITS_TAG}` },
    documents: { run: ({ loadProductsOfTag }) => loadProductsOfTag(KITS_TAG) },
  },
  {
    operationId: 'loadProducts',
    title: 'GET /load_products?product_tag, 100 products in 10 pages',
    budget: 1,
    walk: true,
    request: { method: 'GET', path: `/load_products?product_tag=${KITS_TAG}&limit=10` },
  },
  {
    operationId: 'loadProducts',
    title: 'GET /load_products?product_id',
    budget: 1,
    request: { method: 'GET', path: '/load_products?product_id=kit-7' },
    documents: { run: ({ loadProduct }) => loadProduct('kit-7') },
  },
];

const users: readonly Work[] = [
  {
    operationId: 'storeUserData',
    title: 'POST /store_user_data?operation=register',
    budget: 2,
    request: { method: 'POST', path: '/store_user_data?operation=register', body: register },
    documents: {
      run: ({ storeUserDataRegister }) =>
        storeUserDataRegister({
          user_id: 'shopper',
          email: 's@example.com',
          first_name: 'Sam',
          last_name: 'Poe',
        }),
    },
  },
  {
    operationId: 'storeUserData',
    title: 'POST /store_user_data?operation=register, the same again',
    budget: 2,
    request: { method: 'POST', path: '/store_user_data?operation=register', body: register },
  },
  {
    operationId: 'storeUserData',
    title: 'POST /store_user_data?operation=update',
    budget: 2,
    request: {
      method: 'POST',
      path: '/store_user_data?operation=update',
      body: { user_id: 'shopper', address: '456 Another St' },
    },
    documents: {
      run: ({ storeUserDataUpdate }) =>
        storeUserDataUpdate('shopper', { address: '456 Another St' }),
    },
  },
  {
    operationId: 'storeUserData',
    title: 'POST /store_user_data?operation=update, the email changes',
    budget: 2,
    request: {
      method: 'POST',
      path: '/store_user_data?operation=update',
      body: { user_id: 'shopper', email: 's2@example.com' },
    },
    documents: {
      run: ({ storeUserDataUpdate }) => storeUserDataUpdate('shopper', { email: 's2@example.com' }),
    },
  },
  {
    operationId: 'getUserData',
    title: 'GET /get_user_data',
    budget: 1,
    request: { method: 'GET', path: '/get_user_data?user_id=filler-7' },
    documents: { run: ({ getUserData }) => getUserData('filler-7') },
  },
];

const others: readonly Work[] = [
  {
    operationId: 'getOrders',
    title: 'GET /get_orders, 100 orders',
    budget: 1,
    request: { method: 'GET', path: `/get_orders?user_id=${BUYER}` },
    documents: { run: ({ getOrders }) => getOrders(BUYER) },
  },
  {
    operationId: 'getOrders',
    title: 'GET /get_orders, 100 orders in 10 pages',
    budget: 1,
    walk: true,
    request: { method: 'GET', path: `/get_orders?user_id=${BUYER}&limit=10` },
  },
  {
    operationId: 'ready',
    title: 'GET /health/ready',
    budget: 1,
    request: { method: 'GET', path: '/health/ready' },
  },
];

/** The routes of the shop, and the health of the whole. */
export const shopWorks: readonly Work[] = [...catalogue, ...users, ...cartWorks, ...others];
