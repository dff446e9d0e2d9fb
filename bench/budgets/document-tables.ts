import { CreateTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** The tables the documents' functions use, by what is in them. */
export interface DocumentTables {
  readonly users: string;
  /** Of the registration document, which finds an account by its email. */
  readonly registrations: string;
  readonly ads: string;
  readonly products: string;
  readonly carts: string;
  readonly orders: string;
}

export function documentTables(prefix: string): DocumentTables {
  return {
    users: `${prefix}_users`,
    registrations: `${prefix}_registrations`,
    ads: `${prefix}_ads`,
    products: `${prefix}_products`,
    carts: `${prefix}_carts`,
    orders: `${prefix}_orders`,
  };
}

export const TAG_INDEX = 'fb4u_tag';
export const USER_ORDERS_INDEX = 'fb4u_user_orders';

/** With the two indexes that the shop document's functions query, and no others. */
export async function createDocumentTables(
  client: DynamoDBClient,
  tables: DocumentTables,
): Promise<void> {
  await create(client, tables.users, 'user_id');
  await create(client, tables.registrations, 'email');
  await create(client, tables.ads, 'ad_id');
  await create(client, tables.products, 'product_id', { name: TAG_INDEX, key: 'tag' });
  await create(client, tables.carts, 'user_id');
  await create(client, tables.orders, 'order_id', { name: USER_ORDERS_INDEX, key: 'user_id' });
}

async function create(
  client: DynamoDBClient,
  TableName: string,
  key: string,
  index?: { readonly name: string; readonly key: string },
): Promise<void> {
  const keySchema = (AttributeName: string) => [{ AttributeName, KeyType: 'HASH' as const }];
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keySchema(key),
      AttributeDefinitions: [key, ...(index ? [index.key] : [])].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S' as const,
      })),
      ...(index && {
        GlobalSecondaryIndexes: [
          {
            IndexName: index.name,
            KeySchema: keySchema(index.key),
            Projection: { ProjectionType: 'ALL' as const },
          },
        ],
      }),
    }),
  );
}
