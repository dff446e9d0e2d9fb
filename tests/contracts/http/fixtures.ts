import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { type Answer, type Api, asList, asObject, type JsonObject, textIn } from './api-client.ts';

export const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
export const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
export const PASSWORD = 'nine purple otters';
export const NEW_PASSWORD = 'eleven green herons';

/** Products of the sample shop and a size each comes in. */
export const BALL = { product_id: 'acc-match-ball', size: '5' } as const;
export const BOOT = { product_id: 'boot-kaldrova-ridgeline-fg', size: '42.5' } as const;
export const SHIRT = { product_id: 'kit-pellanby-rovers-home', size: 'M' } as const;

/** An email no other test uses. */
export function freshEmail(prefix = 'someone'): string {
  return `${prefix}.${randomUUID()}@example.com`;
}

/** An id no other test uses, in a form a client may bring. */
export function freshUserId(): string {
  return `client_${randomUUID()}`;
}

/** Lets the clock go on, so that what comes next is newer by any measure. */
export function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5));
}

export interface TestUser {
  readonly userId: string;
  readonly email: string;
}

/** An account made by POST /users. */
export async function createUser(api: Api, fields: JsonObject = {}): Promise<TestUser> {
  const { email = freshEmail(), ...others } = fields;
  const answer = await api.post('/users', { lastname: 'Doe', email, ...others });
  expect(answer.status, answer.text).toBe(201);
  return { userId: textIn(answer, 'user_id'), email: String(email) };
}

export async function addToCart(
  api: Api,
  userId: string,
  ...units: readonly { readonly product_id: string; readonly size: string }[]
): Promise<void> {
  for (const unit of units) {
    const answer = await api.post('/add_to_cart', { user_id: userId, ...unit });
    expect(answer.status, answer.text).toBe(200);
  }
}

export async function checkout(api: Api, userId: string): Promise<string> {
  const answer = await api.post('/checkout', { user_id: userId });
  expect(answer.status, answer.text).toBe(200);
  return textIn(answer, 'order_id');
}

export async function cartOf(api: Api, userId: string): Promise<readonly JsonObject[]> {
  return asList((await api.get(`/load_cart?user_id=${userId}`)).body);
}

export async function ordersOf(api: Api, userId: string): Promise<readonly JsonObject[]> {
  return (await walk(api, `/get_orders?user_id=${userId}&limit=1000`)).flat();
}

/** The units of a cart or an order, without what is shown beside them. */
export function unitsOf(entries: readonly JsonObject[]): readonly JsonObject[] {
  return entries.map(({ product_id, size }) => ({ product_id, size }));
}

/** The path in an answer's Link to the next page; undefined on the last. */
export function nextPath(answer: Answer): string | undefined {
  const link = answer.headers.get('link');
  if (link === null) return undefined;
  const path = /^<(\/[^>]+)>; rel="next"$/.exec(link)?.[1];
  expect(path, link).toBeDefined();
  return path;
}

/** Every page along the Link headers; the items of a page are the body or its `items`. */
export async function walk(api: Api, firstPath: string): Promise<(readonly JsonObject[])[]> {
  const pages: (readonly JsonObject[])[] = [];
  for (let path: string | undefined = firstPath; path !== undefined; ) {
    const answer: Answer = await api.get(path);
    expect(answer.status, answer.text).toBe(200);
    const { body } = answer;
    pages.push(asList(Array.isArray(body) ? body : asObject(body)['items']));
    expect(pages.length).toBeLessThan(2_000);
    path = nextPath(answer);
  }
  return pages;
}
