import { randomUUID } from 'node:crypto';
import { cartsExpiredAt } from '../../src/domain/cart.ts';
import type { Product } from '../../src/domain/product.ts';
import { type Session, sessionIdAt, sessionLife } from '../../src/domain/session.ts';
import type { Role } from '../../src/domain/user.ts';
import { randomOpaqueTokens } from '../../src/services/random-opaque-tokens.ts';
import { BALL, freshEmail, freshUserId } from '../contracts/http/fixtures.ts';
import type { AccessBench } from './access-bench.ts';

/** Whom and what a call names. */
export interface Named {
  readonly userId: string;
  readonly email: string;
  readonly sessionId: string;
  readonly refreshToken: string;
  readonly resetToken: string;
  /** For an account that the call would make. */
  readonly newEmail: string;
  /** Comes in the size of the sample ball, ten of them. */
  readonly productId: string;
  readonly adId: string;
  readonly orderId: string;
  /** Of a guest. */
  readonly cartId: string;
  readonly cartSecret: string;
  readonly webhookId: string;
  /** Of one that was given up. */
  readonly deliveryId: string;
}

/** An account with a password, a session and one product in its cart. */
export interface Account extends Named {
  /** Of the session. */
  readonly token: string;
}

/** Of every account. */
export const NAMES = { firstname: 'Ada', lastname: 'Doe' } as const;

const opaqueTokens = randomOpaqueTokens();

/** Whom no account is of, with ids and tokens of good form. */
export function nobody(bench: AccessBench): Named {
  const userId = freshUserId();
  const sessionId = sessionIdAt(bench.now(), randomUUID());
  return {
    userId,
    email: freshEmail('nobody'),
    sessionId,
    refreshToken: opaqueTokens.newRefreshToken(userId, sessionId).token,
    resetToken: opaqueTokens.newResetToken(userId).token,
    newEmail: freshEmail('nobody'),
    productId: `no-product-${randomUUID()}`,
    adId: `no-ad-${randomUUID()}`,
    orderId: randomUUID(),
    cartId: randomUUID(),
    cartSecret: opaqueTokens.newCartSecret().token,
    ...noWebhook(),
  };
}

export async function newAccount(
  bench: AccessBench,
  over: { readonly role?: Role; readonly userId?: string; readonly email?: string } = {},
): Promise<Account> {
  const { role = 'customer', userId = randomUUID(), email = freshEmail() } = over;
  const { store, passwordHash } = bench;
  const at = bench.now().toISOString();
  await store.users.createUser(
    {
      ...{ userId, email, role, ...NAMES },
      ...{ status: 'active', createdAt: at, updatedAt: at, version: 1 },
    },
    passwordHash,
  );
  await fillCart(bench, userId);
  const { sessionId, refreshToken } = await newSession(bench, userId);
  return {
    userId,
    email,
    sessionId,
    refreshToken,
    resetToken: opaqueTokens.newResetToken(userId).token,
    newEmail: freshEmail(),
    productId: BALL.product_id,
    adId: 'ad-new-season-kits',
    orderId: randomUUID(),
    ...(await newGuestCart(bench)),
    ...noWebhook(),
    token: await bench.accessTokensOf().sign({ userId, sessionId, role }),
  };
}

export async function newSession(
  { store, now }: AccessBench,
  userId: string,
  over: Partial<Session> = {},
): Promise<Pick<Named, 'sessionId' | 'refreshToken'>> {
  const sessionId = sessionIdAt(now(), randomUUID());
  const refresh = opaqueTokens.newRefreshToken(userId, sessionId);
  await store.sessions.startSession({
    userId,
    sessionId,
    epoch: 0,
    familyHash: refresh.familyHash,
    refreshHash: refresh.tokenHash,
    createdAt: now().toISOString(),
    ...sessionLife(now()),
    ...over,
  });
  return { sessionId, refreshToken: refresh.token };
}

/** What a call by anyone names: an account, and a reset that another account waits for. */
export async function newNamed(bench: AccessBench): Promise<Named> {
  const account = await newAccount(bench);
  const forgetful = await newAccount(bench);
  const { token } = await bench.useCases.startPasswordReset(forgetful.userId);
  const at = bench.now().toISOString();
  const productId = `product-${randomUUID()}`;
  await bench.store.products.createProduct(corner(productId, at), { actor: 'operator', at });
  const adId = `ad-${randomUUID()}`;
  await bench.store.ads.createAd({ adId, label: 'Corner flags', version: 1 });
  return { ...(await withOrder(bench, account)), resetToken: token, productId, adId };
}

/** The same account with an order, and its cart as it was. */
export async function withOrder<One extends Named>(bench: AccessBench, account: One): Promise<One> {
  const { userId } = account;
  await fillCart(bench, userId);
  const { orderId } = await bench.useCases.placeOrder({ userId, actor: userId });
  await fillCart(bench, userId);
  return { ...account, orderId };
}

/** The same with a webhook and a delivery to it that was given up; there may be only so many. */
export async function withWebhook<One extends Named>(
  { store, now }: AccessBench,
  named: One,
): Promise<One> {
  const { webhookId, deliveryId } = noWebhook();
  const at = now().toISOString();
  await store.webhooks.createWebhook({
    ...{ webhookId, url: 'https://warehouse.example/kitroom', events: [], isEnabled: false },
    ...{ secret: 'whsec_', createdAt: at, version: 1 },
  });
  const [record] = await store.events.listOutbox(1);
  if (record === undefined) throw new Error('Nothing has happened yet');
  const delivery = { webhookId, deliveryId, event: record.event, attempts: 6, nextAttemptAt: at };
  await store.events.fanOut([{ record, deliveries: [delivery] }], () => true);
  await store.events.postponeDelivery({ ...delivery, deadAt: at });
  return { ...named, webhookId, deliveryId };
}

function noWebhook() {
  return { webhookId: randomUUID(), deliveryId: '00001763732880-000000' };
}

async function fillCart({ store, now }: AccessBench, userId: string): Promise<void> {
  await store.carts.addCartUnits({
    userId,
    productId: BALL.product_id,
    size: BALL.size,
    quantity: 1,
    at: now().toISOString(),
    expiredAt: cartsExpiredAt(now()),
  });
}

async function newGuestCart({ store, now }: AccessBench) {
  const cartId = randomUUID();
  const { token: cartSecret, tokenHash: secretHash } = opaqueTokens.newCartSecret();
  await store.carts.createGuestCart({ cartId, secretHash, createdAt: now().toISOString() });
  return { cartId, cartSecret };
}

function corner(productId: string, createdAt: string): Product {
  return {
    productId,
    tag: 'flags',
    label: 'Corner Flag',
    description: 'A yellow flag',
    price: { minorUnits: 2450, currency: 'EUR' },
    sizes: [{ size: BALL.size, stock: 10 }],
    createdAt,
    version: 1,
  };
}
