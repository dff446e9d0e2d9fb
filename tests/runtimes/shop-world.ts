import { expect } from 'vitest';
import { type Answer, type Api, textIn } from '../contracts/http/api-client.ts';
import { freshTag, type TestProduct } from '../contracts/http/shop-fixtures.ts';
import { answerOf } from './crash-writers.ts';

/** What a shop under load sells; nothing else in its store has the tag. */
export interface ShopWorld {
  readonly tag: string;
  /** Each size of each product. The stock is only ever adjusted. */
  readonly units: readonly TestProduct[];
  /** Its stock is set as well. */
  readonly counted: TestProduct;
  readonly webhookId: string;
}

/** Thrown when the server died before it answered. */
export class ServerGone extends Error {
  override readonly name = 'ServerGone';
}

/** Who acts without a token on an open server. */
export const OPERATOR = 'operator';
export const OPENING_STOCK = 100_000;
/** Nobody listens there, so that whatever is to be told piles up where it can be counted. */
const NOWHERE = 'http://127.0.0.1:1/';
export const TO_NOWHERE = { WEBHOOKS_TO_PRIVATE: 'on', THROTTLING: 'off' } as const;

export async function newShopWorld(api: Api): Promise<ShopWorld> {
  const webhook = await api.post('/webhooks', { url: NOWHERE });
  expect(webhook.status, webhook.text).toBe(201);
  const tag = freshTag();
  const products: (readonly TestProduct[])[] = [];
  for (const label of ['Corner Flag', 'Goal Net', 'Whistle']) {
    const sizes = ['S', 'L'].map((size) => ({ size, stock: OPENING_STOCK }));
    const made = await api.post('/products', { tag, label, price: 24.5, sizes });
    expect(made.status, made.text).toBe(201);
    const product_id = textIn(made, 'product_id');
    products.push(sizes.map(({ size }) => ({ product_id, size })));
  }
  const units = products.flat();
  const counted = units.at(-1);
  if (counted === undefined) throw new Error('The shop sells nothing');
  return { tag, units, counted, webhookId: textIn(webhook, 'webhook_id') };
}

/**
 * The answers to calls that were made at once, as far as they came.
 * @throws ServerGone when there is none
 */
export async function answersTo(...calls: readonly Promise<Answer>[]): Promise<readonly Answer[]> {
  const answers = (await Promise.all(calls.map(answerOf))).filter((one) => one !== undefined);
  if (answers.length === 0) throw new ServerGone();
  return answers;
}

/** Does it again and again until the server is gone. */
export async function untilCrash(act: () => Promise<void>): Promise<void> {
  try {
    for (;;) await act();
  } catch (error) {
    if (!(error instanceof ServerGone)) throw error;
  }
}

/** One of the statuses, or a failure that shows the answer. */
export function expectStatus(answer: Answer, ...statuses: readonly number[]): void {
  if (!statuses.includes(answer.status)) {
    throw new Error(`${answer.path} was answered ${answer.status}: ${answer.text}`);
  }
}

export function oneOf<Item>(items: readonly Item[]): Item {
  const item = items[Math.floor(Math.random() * items.length)];
  if (item === undefined) throw new Error('Nothing to choose from');
  return item;
}
