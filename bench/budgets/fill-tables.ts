import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { cartExpiry } from '../../src/domain/cart.ts';
import { catalogueEntries } from '../../src/domain/catalogue.ts';
import type { Product } from '../../src/domain/product.ts';
import { lineAttribute, unitMark } from '../../src/stores/dynamodb/cart-item.ts';
import { claimOf } from '../../src/stores/dynamodb/claims.ts';
import { createTables } from '../../src/stores/dynamodb/create-tables.ts';
import { expirySeconds } from '../../src/stores/dynamodb/expiry-seconds.ts';
import { movementItem } from '../../src/stores/dynamodb/movement-item.ts';
import { orderItem } from '../../src/stores/dynamodb/order-item.ts';
import { productItem } from '../../src/stores/dynamodb/product-item.ts';
import type { TableNames } from '../../src/stores/dynamodb/table-names.ts';
import { userItem } from '../../src/stores/dynamodb/user-item.ts';
import { type Items, writeItems } from './batch-write.ts';
import { createDocumentTables, type DocumentTables } from './document-tables.ts';
import { localClient } from './local-client.ts';
import { buyerOrders, fillers, kits, ledger, person, scarves, trackedKits } from './shop-rows.ts';

/** Kitroom's tables with the page's fixtures and `count` other items in each. */
export async function fillKitroomTables(
  endpoint: string,
  names: TableNames,
  count: number,
): Promise<void> {
  const client = localClient(endpoint);
  await createTables(client, names);
  const { users, products: others, ads, orders, cartUserIds } = fillers(count);
  const products = [...others, ...kits, ...trackedKits, ...scarves];
  const claims = users.map(({ email, userId }) => ({
    claim: claimOf.email(email),
    user_id: userId,
  }));
  await writeAll(client, [
    [names.users, users.map((user) => userItem(user, undefined))],
    [names.claims, claims],
    [names.ads, ads.map(({ adId, label }) => ({ ad_id: adId, ad_label: label }))],
    [names.products, products.map(productItem).map(defined)],
    [names.catalogue, products.flatMap(placesOf)],
    [names.stockMovements, ledger(count).map(movementItem).map(defined)],
    [names.carts, cartUserIds.map((userId) => cartItem(userId, kits.slice(0, 1)))],
    [names.orders, [...orders, ...buyerOrders].map(orderItem)],
  ]);
  client.destroy();
}

/** A cart as our store writes it, changed just now: each product in size M. */
export function cartItem(userId: string, products: readonly Product[], units = 1) {
  const lines = products.map(({ productId }) => lineAttribute(productId, 'M'));
  const firstUnit = 1_767_225_600_000_000;
  const writeId = '6f1c1d527f0a';
  const marksFrom = (first: number, price: number) =>
    Array.from({ length: units }, (_, n) => unitMark(first + n, writeId, price));
  const at = new Date().toISOString();
  return {
    user_id: userId,
    version: products.length * units,
    updated_at: at,
    expires_at_seconds: expirySeconds(cartExpiry(at)),
    line_names: new Set(lines),
    ...Object.fromEntries(
      products.map(({ productId, price }, n) => [
        lineAttribute(productId, 'M'),
        marksFrom(firstUnit + n * units, price.minorUnits),
      ]),
    ),
  };
}

/** The tables of the documents with the same content as their functions write it. */
export async function fillDocumentTables(
  endpoint: string,
  tables: DocumentTables,
  count: number,
): Promise<void> {
  const client = localClient(endpoint);
  await createDocumentTables(client, tables);
  const { users, products, ads, orders, cartUserIds } = fillers(count);
  const people = [...users, ...documentPeople.map(person)].map((user) => {
    const { role, status, created_at, updated_at, version, email_initial, ...profile } = userItem(
      user,
      undefined,
    );
    return profile;
  });
  const carts = cartUserIds.map((userId) => documentCart(userId, 1));
  const sold = [...orders, ...buyerOrders].map(({ orderId, userId, lines }) => ({
    order_id: orderId,
    user_id: userId,
    items: lines.map(({ productId, size }) => ({ product_id: productId, size })),
    order_date: '01-01-2026',
    order_status: 'Pending',
  }));
  await writeAll(client, [
    [tables.users, people],
    [tables.registrations, people],
    [tables.ads, ads.map(({ adId, label }) => ({ ad_id: adId, ad_label: label }))],
    [tables.products, [...products, ...kits, ...trackedKits].map(productItem).map(defined)],
    [tables.carts, carts],
    [tables.orders, sold],
  ]);
  client.destroy();
}

/** Accounts that the documents' functions change and remove. */
const documentPeople = ['buyer', 'changed', 'removed'] as const;

/** A cart as the documents' functions write it. */
export function documentCart(userId: string, lines: number, units = 1) {
  const items = kits
    .slice(0, lines)
    .flatMap(({ productId }) => Array(units).fill({ product_id: productId, size: 'M' }));
  return { user_id: userId, items };
}

function placesOf(product: Product): Items {
  const { productId } = product;
  return catalogueEntries(product).map((entry) => ({ ...entry, product_id: productId }));
}

function defined(item: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined));
}

async function writeAll(
  client: ReturnType<typeof localClient>,
  tables: readonly (readonly [name: string, items: Items])[],
): Promise<void> {
  const documents = DynamoDBDocumentClient.from(client);
  for (const [name, items] of tables) await writeItems(documents, name, items);
}
