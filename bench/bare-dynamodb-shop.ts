import { randomUUID } from 'node:crypto';
import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { cartExpiry, cartsExpiredAt } from '../src/domain/cart.ts';
import { expirySeconds } from '../src/stores/dynamodb/expiry-seconds.ts';
import type { TableNames } from '../src/stores/dynamodb/table-names.ts';
import { bareCheckout, bareUser } from './bare-dynamodb-writes.ts';
import { type BareShop, bareLabel } from './bare-http.ts';

type Item = Record<string, unknown>;

/** Kitroom's calls in Kitroom's order, and the bodies made from their items at once. */
export class BareDynamodbShop implements BareShop {
  readonly #client: DynamoDBDocumentClient;
  readonly #names: TableNames;

  constructor(client: DynamoDBDocumentClient, names: TableNames) {
    this.#client = client;
    this.#names = names;
  }

  async getUser(userId: string): Promise<object> {
    const item = await this.#get(this.#names.users, { user_id: userId });
    return {
      user_id: item['user_id'],
      firstname: item['first_name'],
      lastname: item['last_name'],
      dob: item['dob'],
      address: item['address'],
      gender: item['gender'],
      email: item['email'],
      phone_number: item['phone_number'],
      role: item['role'] ?? 'customer',
      status: item['status'] ?? 'active',
      created_at: item['created_at'],
      updated_at: item['updated_at'],
    };
  }

  async createUser(body: Record<string, string>): Promise<object> {
    const userId = randomUUID();
    await this.#client.send(
      new QueryCommand({
        TableName: this.#names.users,
        IndexName: this.#names.usersByEmail,
        KeyConditionExpression: 'email = :email',
        ExpressionAttributeValues: { ':email': body['email'] },
      }),
    );
    await this.#client.send(bareUser(this.#names, userId, body));
    return { message: 'User created', user_id: userId };
  }

  async loadProducts(tag: string): Promise<object> {
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#names.products,
        IndexName: this.#names.productsByTag,
        KeyConditionExpression: 'tag = :tag',
        ExpressionAttributeValues: { ':tag': tag },
        Limit: 101,
      }),
    );
    return Items.map((item) => ({
      productLabel: bareLabel(item),
      price: item['price'],
      photoID: `${item['product_id']}.png`,
      product_id: item['product_id'],
      productDescription: item['description'],
      productTag: item['tag'],
    }));
  }

  async addToCart(body: Record<string, string>): Promise<object> {
    const { user_id: userId = '', product_id: productId = '', size = '' } = body;
    const product = await this.#get(this.#names.products, { product_id: productId });
    const line = `line:${JSON.stringify([productId, size])}`;
    const writeId = randomUUID().replaceAll('-', '').slice(0, 12);
    const now = new Date();
    const at = now.toISOString();
    const price = Math.round(Number(product['price']) * 100);
    const mark = `${now.getTime() * 1000}#${writeId}#${price}`;
    await this.#client.send(
      new UpdateCommand({
        TableName: this.#names.carts,
        Key: { user_id: userId },
        UpdateExpression:
          'SET #line = list_append(if_not_exists(#line, :none), :marks), updated_at = :now, expires_at_seconds = :expiry, version = if_not_exists(version, :zero) + :one ADD line_names :names',
        ConditionExpression:
          '(attribute_not_exists(#line) OR (size(#line) <= :room AND NOT contains(#line, :mark))) AND (attribute_exists(#line) OR attribute_not_exists(line_names) OR size(line_names) < :maxLines) AND attribute_not_exists(merged_into) AND (attribute_not_exists(updated_at) OR updated_at > :expiredAt)',
        ExpressionAttributeNames: { '#line': line },
        ExpressionAttributeValues: {
          ':now': at,
          ':expiry': expirySeconds(cartExpiry(at)),
          ':zero': 0,
          ':one': 1,
          ':expiredAt': cartsExpiredAt(now),
          ':maxLines': 50,
          ':none': [],
          ':marks': [mark],
          ':mark': mark,
          ':names': new Set([line]),
          ':room': 98,
        },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return { message: 'Product added to cart successfully' };
  }

  async loadCart(userId: string): Promise<object> {
    const { lines, products } = await this.#cartOf(userId);
    return lines
      .flatMap(({ productId, size, ordinals }) =>
        ordinals.map((ordinal) => ({ productId, size, ordinal })),
      )
      .sort((left, right) => left.ordinal - right.ordinal)
      .map(({ productId, size }) => {
        const product = products.get(productId) ?? {};
        return {
          productLabel: bareLabel(product),
          price: product['price'],
          photoID: `${productId}.png`,
          product_id: productId,
          size,
          user_id: userId,
        };
      });
  }

  async checkout(body: Record<string, string>): Promise<object> {
    const { user_id: userId = '' } = body;
    const orderId = randomUUID();
    const { version, lines, products } = await this.#cartOf(userId);
    const createdAt = new Date().toISOString();
    const currency = 'EUR';
    const bought = lines.map(({ productId, size, ordinals }) => {
      const product = products.get(productId) ?? {};
      return {
        productId,
        size,
        quantity: ordinals.length,
        label: bareLabel(product),
        photo: `${productId}.png`,
        unitPrice: { minorUnits: Math.round(Number(product['price']) * 100), currency },
      };
    });
    const minorUnits = bought.reduce(
      (sum, { unitPrice, quantity }) => sum + unitPrice.minorUnits * quantity,
      0,
    );
    const order = {
      orderId,
      userId,
      status: 'Pending',
      lines: bought,
      total: { minorUnits, currency },
      createdAt,
      history: [{ to: 'Pending', actor: 'operator', at: createdAt }],
    } as const;
    await this.#client.send(bareCheckout(this.#names, order, version));
    return { message: 'Order placed successfully!', order_id: orderId };
  }

  async #cartOf(userId: string) {
    const cart = await this.#get(this.#names.carts, { user_id: userId });
    const lines = Object.entries(cart)
      .filter(([name]) => name.startsWith('line:'))
      .map(([name, marks]) => {
        const [productId, size] = JSON.parse(name.slice(5)) as [string, string];
        const ordinals = (marks as string[]).map((mark) => Number(mark.split('#')[0]));
        return { productId, size, ordinals };
      })
      .sort((left, right) => (left.ordinals[0] ?? 0) - (right.ordinals[0] ?? 0));
    const { products: table } = this.#names;
    const ids = new Set(lines.map(({ productId }) => productId));
    const Keys = [...ids].map((id) => ({ product_id: id }));
    const { Responses = {} } = await this.#client.send(
      new BatchGetCommand({ RequestItems: { [table]: { Keys, ConsistentRead: true } } }),
    );
    const found = (Responses[table] ?? []) as Item[];
    const products = new Map(found.map((item) => [String(item['product_id']), item]));
    return { version: Number(cart['version']), lines, products };
  }

  async #get(TableName: string, Key: Item): Promise<Item> {
    const { Item = {} } = await this.#client.send(
      new GetCommand({ TableName, Key, ConsistentRead: true }),
    );
    return Item;
  }
}
