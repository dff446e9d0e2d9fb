import { randomUUID } from 'node:crypto';
import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
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
    await this.#get(this.#names.products, { product_id: productId });
    const line = `line:${JSON.stringify([productId, size])}`;
    const mark = `${Date.now() * 1000}#${randomUUID()}`;
    await this.#client.send(
      new UpdateCommand({
        TableName: this.#names.carts,
        Key: { user_id: userId },
        UpdateExpression:
          'SET #line = list_append(if_not_exists(#line, :none), :marks), updated_at = :now, version = if_not_exists(version, :zero) + :one ADD line_names :names',
        ConditionExpression:
          '(attribute_not_exists(#line) OR (size(#line) < :maxUnits AND NOT contains(#line, :mark))) AND (attribute_exists(#line) OR attribute_not_exists(line_names) OR size(line_names) < :maxLines)',
        ExpressionAttributeNames: { '#line': line },
        ExpressionAttributeValues: {
          ':none': [],
          ':marks': [mark],
          ':mark': mark,
          ':now': new Date().toISOString(),
          ':zero': 0,
          ':one': 1,
          ':names': new Set([line]),
          ':maxUnits': 99,
          ':maxLines': 50,
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
    const bought = lines.map(({ productId, size, ordinals }) => {
      const product = products.get(productId) ?? {};
      return {
        product_id: productId,
        size,
        quantity: ordinals.length,
        label: bareLabel(product),
        photo: `${productId}.png`,
        unit_price: Number(product['price']),
      };
    });
    await this.#client.send(bareCheckout(this.#names, { orderId, userId, version, lines: bought }));
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
      });
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
