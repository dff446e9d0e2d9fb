import type { Api } from './api-client.ts';
import {
  addToCart,
  BALL,
  cartOf,
  checkout,
  createUser,
  ordersOf,
  SHIRT,
  type TestUser,
} from './fixtures.ts';

export type Victim = Awaited<ReturnType<typeof createVictim>>;

/** An account with a cart and an order, and what they are like before an attack. */
export async function createVictim(api: Api) {
  const victim = await createUser(api, { firstname: 'Vera' });
  await addToCart(api, victim.userId, SHIRT);
  await checkout(api, victim.userId);
  await addToCart(api, victim.userId, BALL);
  return { ...victim, before: await stateOf(api, victim) };
}

export async function stateOf(api: Api, { userId }: TestUser) {
  return {
    user: (await api.get(`/users/${userId}`)).body,
    cart: await cartOf(api, userId),
    orders: await ordersOf(api, userId),
  };
}
