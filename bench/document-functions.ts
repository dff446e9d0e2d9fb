import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { type DocumentTables, TAG_INDEX, USER_ORDERS_INDEX } from './budgets/document-tables.ts';

type Item = Record<string, unknown>;
interface CartUnit {
  readonly product_id: string;
  readonly size: string;
}

export type DocumentFunctions = ReturnType<typeof documentFunctions>;

/**
 * The documents' functions as the calls they make, in their order and with what they send; nothing
 * else of them. Reads are eventually consistent, as theirs are.
 */
export function documentFunctions(client: DynamoDBDocumentClient, tables: DocumentTables) {
  const get = async (TableName: string, Key: Item) =>
    (await client.send(new GetCommand({ TableName, Key }))).Item as Item | undefined;
  const put = (TableName: string, Item: Item) => client.send(new PutCommand({ TableName, Item }));
  const remove = (TableName: string, Key: Item) =>
    client.send(new DeleteCommand({ TableName, Key }));
  const update = (TableName: string, Key: Item, changes: Item) =>
    client.send(new UpdateCommand({ TableName, Key, ...setAll(changes), ReturnValues: 'ALL_NEW' }));
  const unitsOf = (cart: Item | undefined) => (cart?.['items'] ?? []) as readonly CartUnit[];

  return {
    // The shop document's nine.
    homePage: () => client.send(new ScanCommand({ TableName: tables.ads })),
    loadProductsOfTag: (tag: string) =>
      client.send(
        new QueryCommand({
          TableName: tables.products,
          IndexName: TAG_INDEX,
          KeyConditionExpression: 'tag = :tag',
          ExpressionAttributeValues: { ':tag': tag },
        }),
      ),
    loadProduct: (productId: string) => get(tables.products, { product_id: productId }),
    storeUserDataRegister: (user: Item) => put(tables.users, user),
    storeUserDataUpdate: (userId: string, changes: Item) =>
      update(tables.users, { user_id: userId }, changes),
    getUserData: (userId: string) => get(tables.users, { user_id: userId }),
    async addToCart(userId: string, unit: CartUnit) {
      const cart = await get(tables.carts, { user_id: userId });
      await put(tables.carts, { user_id: userId, items: [...unitsOf(cart), unit] });
    },
    async loadCart(userId: string) {
      const cart = await get(tables.carts, { user_id: userId });
      // One read a unit, also of the same product again.
      for (const unit of unitsOf(cart)) {
        await get(tables.products, { product_id: unit.product_id });
      }
    },
    clearCart: (userId: string) => remove(tables.carts, { user_id: userId }),
    async checkout(userId: string, orderId: string) {
      const cart = await get(tables.carts, { user_id: userId });
      await put(tables.orders, {
        order_id: orderId,
        user_id: userId,
        items: unitsOf(cart).map(({ product_id, size }) => ({ product_id, size })),
        order_date: '01-01-2026',
        order_status: 'Pending',
      });
      await remove(tables.carts, { user_id: userId });
    },
    getOrders: (userId: string) =>
      client.send(
        new QueryCommand({
          TableName: tables.orders,
          IndexName: USER_ORDERS_INDEX,
          KeyConditionExpression: 'user_id = :user',
          ExpressionAttributeValues: { ':user': userId },
        }),
      ),

    // The user documents': by id.
    createUser: (user: Item) => put(tables.users, user),
    getUser: (userId: string) => get(tables.users, { user_id: userId }),
    updateUser: (userId: string, changes: Item) =>
      update(tables.users, { user_id: userId }, changes),
    deleteUser: (userId: string) => remove(tables.users, { user_id: userId }),
    /** The engine ends a scan at one megabyte, and the document's function with it. */
    getAll: () => client.send(new ScanCommand({ TableName: tables.users })),

    // The registration document's: by email, which is taken for its table's key.
    async register(user: Item & { readonly email: string }) {
      await get(tables.registrations, { email: user.email });
      await put(tables.registrations, user);
    },
    getUserByEmail: (email: string) => get(tables.registrations, { email }),
    async updateUserByEmail(email: string, changes: Item) {
      await get(tables.registrations, { email });
      await update(tables.registrations, { email }, changes);
    },
    deleteUserByEmail: (email: string) => remove(tables.registrations, { email }),
  };
}

function setAll(changes: Item) {
  const entries = Object.entries(changes);
  return {
    UpdateExpression: `SET ${entries.map((_, n) => `#n${n} = :v${n}`).join(', ')}`,
    ExpressionAttributeNames: Object.fromEntries(entries.map(([name], n) => [`#n${n}`, name])),
    ExpressionAttributeValues: Object.fromEntries(entries.map(([, value], n) => [`:v${n}`, value])),
  };
}
