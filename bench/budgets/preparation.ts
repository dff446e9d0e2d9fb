import { randomUUID } from 'node:crypto';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { guestCartOwner } from '../../src/domain/cart.ts';
import { makeArgon2Hash } from '../../src/services/argon2-hash.ts';
import { randomOpaqueTokens } from '../../src/services/random-opaque-tokens.ts';
import { deliveryItem } from '../../src/stores/dynamodb/delivery-queues.ts';
import { guestCartItem } from '../../src/stores/dynamodb/guest-cart-item.ts';
import type { TableNames } from '../../src/stores/dynamodb/table-names.ts';
import { answerTo } from './answer-to.ts';
import { writeItems } from './batch-write.ts';
import type { CountedKitroom } from './counted-kitroom.ts';
import { cartItem } from './fill-tables.ts';
import { delivery } from './deliveries.ts';
import { person } from './shop-rows.ts';
import { type Preparation, WORK_PASSWORD } from './work.ts';

/** Longer than a process keeps the ads it read. */
const ADS_LIFETIME_MS = 61_000;

/** Through the store, the app or the tables, whichever is shortest. */
export function preparationOf(
  kitroom: CountedKitroom,
  client: DynamoDBDocumentClient,
  names: TableNames,
): Preparation {
  let sharedHash: Promise<string> | undefined;
  const put = async (name: string, passwordHash?: string) => {
    const outcome = await kitroom.store.users.createUser(person(name), passwordHash);
    if (outcome !== 'created') throw new Error(`${name} is ${outcome}`);
  };
  const preparation: Preparation = {
    putUser: (name) => put(name),
    async putUserWithPassword(name) {
      sharedHash ??= makeArgon2Hash(WORK_PASSWORD);
      await put(name, await sharedHash);
    },
    async signIn(name) {
      await preparation.putUserWithPassword(name);
      const { email } = person(name);
      const body = { email, password: WORK_PASSWORD };
      const tokens = (await preparation.request({ method: 'POST', path: '/login', body })) as {
        readonly access_token: string;
        readonly refresh_token: string;
      };
      const { access_token: accessToken, refresh_token: refreshToken } = tokens;
      return { refreshToken, headers: { authorization: `Bearer ${accessToken}` } };
    },
    async putCart(userId, products, units) {
      const Item = cartItem(userId, products, units);
      await client.send(new PutCommand({ TableName: names.carts, Item }));
    },
    async putGuestCart(products) {
      const cartId = randomUUID();
      const { token: secret, tokenHash: secretHash } = randomOpaqueTokens().newCartSecret();
      const cart = { cartId, secretHash, createdAt: new Date().toISOString() };
      const Item = { ...cartItem(guestCartOwner(cartId), products), ...guestCartItem(cart) };
      await client.send(new PutCommand({ TableName: names.carts, Item }));
      return { cartId, secret, headers: { authorization: `Cart ${secret}` } };
    },
    async putDeliveries(webhookId, count, kind) {
      const items = Array.from({ length: count }, (_, n) => delivery(webhookId, n, kind));
      await writeItems(client, names.deliveries, items.map(deliveryItem));
    },
    async request(request) {
      return (await answerTo(kitroom, request)).json();
    },
    passRefreshTime: () => kitroom.passTime(ADS_LIFETIME_MS),
  };
  return preparation;
}
