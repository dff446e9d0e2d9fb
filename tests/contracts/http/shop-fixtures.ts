import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { type Answer, type Api, asList, asObject, type JsonObject, textIn } from './api-client.ts';
import { BALL } from './fixtures.ts';

export interface TestProduct {
  readonly product_id: string;
  readonly size: string;
}

/** A tag no other test uses. */
export function freshTag(): string {
  return `tag-${randomUUID()}`;
}

/** A product of a tag of its own, in the size of the ball; its stock is not counted unless said. */
export async function newProduct(asAdmin: Api, fields: JsonObject = {}): Promise<TestProduct> {
  const answer = await asAdmin.post('/products', {
    tag: freshTag(),
    label: 'Corner Flag',
    price: 24.5,
    sizes: [{ size: BALL.size }],
    ...fields,
  });
  expect(answer.status, answer.text).toBe(201);
  const [first] = asList(asObject(answer.body)['sizes']);
  return { product_id: textIn(answer, 'product_id'), size: String(first?.['size'] ?? BALL.size) };
}

/** The same with so many units left. */
export function newStocked(asAdmin: Api, stock: number, fields: JsonObject = {}) {
  return newProduct(asAdmin, { ...fields, sizes: [{ size: BALL.size, stock }] });
}

export async function changeProduct(
  asAdmin: Api,
  { product_id }: Pick<TestProduct, 'product_id'>,
  changes: JsonObject,
): Promise<Answer> {
  const answer = await asAdmin.put(`/products/${product_id}`, changes);
  expect(answer.status, answer.text).toBe(200);
  return answer;
}

export async function deleteProduct(
  asAdmin: Api,
  { product_id }: Pick<TestProduct, 'product_id'>,
): Promise<void> {
  const answer = await asAdmin.delete(`/products/${product_id}`);
  expect(answer.status, answer.text).toBe(200);
}

/** What is left of a size; null where it is not counted. */
export async function stockOf(api: Api, { product_id, size }: TestProduct): Promise<unknown> {
  const { sizes } = asObject((await api.get(`/products/${product_id}`)).body);
  return asList(sizes).find((one) => one['size'] === size)?.['stock'];
}

/** The sum over all movements of a size. */
export async function movedUnits(asAdmin: Api, { product_id, size }: TestProduct): Promise<number> {
  const { items } = asObject(
    (await asAdmin.get(`/products/${product_id}/stock-movements?limit=1000`)).body,
  );
  return asList(items)
    .filter((movement) => movement['size'] === size)
    .reduce((sum, { delta }) => sum + Number(delta), 0);
}

export function cartPath(userId: string): string {
  return `/users/${userId}/cart`;
}

export function itemPath(cart: string, { product_id, size }: TestProduct): string {
  return `${cart}/items/${encodeURIComponent(product_id)}/${encodeURIComponent(size)}`;
}

/** Units into a user's cart; gives the cart. */
export async function addItem(
  api: Api,
  userId: string,
  unit: TestProduct,
  quantity = 1,
): Promise<JsonObject> {
  const { product_id, size } = unit;
  const answer = await api.post(`${cartPath(userId)}/items`, { product_id, size, quantity });
  expect(answer.status, answer.text).toBe(200);
  return asObject(answer.body);
}

/** Product, size and quantity of each line of a cart or an order. */
export function quantitiesOf(shown: unknown): readonly JsonObject[] {
  return asList(asObject(shown)['lines']).map(({ product_id, size, quantity }) => ({
    product_id,
    size,
    quantity,
  }));
}

export async function readCart(api: Api, userId: string): Promise<JsonObject> {
  const answer = await api.get(cartPath(userId));
  expect(answer.status, answer.text).toBe(200);
  return asObject(answer.body);
}

/** Checkout of what is in the cart; gives the order. */
export async function placeOrder(api: Api, userId: string, body?: JsonObject): Promise<JsonObject> {
  const answer = await api.post(`/users/${userId}/orders`, body);
  expect(answer.status, answer.text).toBe(201);
  return asObject(answer.body);
}

/** An order of some units; gives its id. */
export async function orderOf(
  api: Api,
  userId: string,
  unit: TestProduct,
  quantity = 1,
): Promise<string> {
  await addItem(api, userId, unit, quantity);
  return String((await placeOrder(api, userId))['order_id']);
}

export function setStatus(asAdmin: Api, orderId: string, status: string): Promise<Answer> {
  return asAdmin.put(`/orders/${orderId}/status`, { status });
}

export interface GuestCart {
  readonly cartId: string;
  readonly cartSecret: string;
  readonly path: string;
  /** Whoever has the secret. */
  readonly guest: Api;
}

export async function newGuestCart(api: Api): Promise<GuestCart> {
  const answer = await api.post('/guest-carts');
  expect(answer.status, answer.text).toBe(201);
  const [cartId, cartSecret] = [textIn(answer, 'cart_id'), textIn(answer, 'cart_secret')];
  return { cartId, cartSecret, path: `/guest-carts/${cartId}`, guest: api.asGuest(cartSecret) };
}

/** How many answers have each status. */
export function statusCounts(answers: readonly Answer[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    [...Map.groupBy(answers, ({ status }) => String(status))].map(([status, found]) => [
      status,
      found.length,
    ]),
  );
}

/** So many calls at once. */
export function atOnce(
  count: number,
  call: (index: number) => Promise<Answer>,
): Promise<readonly Answer[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => call(index)));
}
