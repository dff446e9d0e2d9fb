import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { createTables, dynamodbSettings, plainClient } from './dynamodb-tables.ts';

type Item = Readonly<Record<string, unknown>>;

/** What the documents' functions can have left in the shop's tables, attribute by attribute. */
export const ADS: readonly Item[] = [
  { ad_id: 'ad-1', ad_label: 'New season' },
  { ad_id: 'ad-2', ad_label: 'Boot room' },
];

export const KIT = {
  product_id: 'kit-7',
  tag: 'kits',
  team_name: 'Pellanby Rovers',
  season: '2023/24',
  side: 'Home',
  price: 89.99,
  description: 'Hooped shirt',
};

export const BOOTS = {
  product_id: 'boot-3',
  tag: 'boots',
  brand: 'Kaldrova',
  label: 'Scree AG',
  price: 120,
  description: 'For artificial grass',
};

/** As `operation=register` put it. */
export const SHOPPER = {
  user_id: '3f0e6a52-8f0c-4a57-9f6c-0d6a4d1f7c11',
  email: 'ada@example.com',
  first_name: 'Ada',
  last_name: 'Doe',
};

export const CART_UNITS = [
  { product_id: 'kit-7', size: 'M' },
  { product_id: 'boot-3', size: '42.5' },
  { product_id: 'kit-7', size: 'L' },
  { product_id: 'kit-7', size: 'M' },
];

export function oldOrder(orderId: string, userId: string, day: string) {
  const items = [
    { product_id: 'kit-7', size: 'M' },
    { product_id: 'kit-7', size: 'M' },
    { product_id: 'boot-3', size: '42.5' },
  ];
  const order = { order_id: orderId, user_id: userId, items };
  return { ...order, order_date: day, order_status: 'Pending' };
}

/** The documents' own tables: a key, and for products and orders an index of one attribute. */
const DOCUMENT_TABLES = [
  { setting: 'USERS_TABLE', key: 'user_id' },
  { setting: 'ADS_TABLE', key: 'ad_id' },
  { setting: 'PRODUCTS_TABLE', key: 'product_id', index: ['fb4u_tag', 'tag'] },
  { setting: 'CART_TABLE', key: 'user_id' },
  { setting: 'ORDERS_TABLE', key: 'order_id', index: ['fb4u_user_orders', 'user_id'] },
] as const;

export interface DocumentTables {
  readonly settings: ReturnType<typeof dynamodbSettings>;
  put(
    table: 'USERS' | 'ADS' | 'PRODUCTS' | 'CART' | 'ORDERS',
    ...items: readonly Item[]
  ): Promise<void>;
}

/** Tables as the documents' functions had them, and then what `npm run tables:create` adds. */
export async function documentTables(
  endpoint: string,
  usersTable?: string,
): Promise<DocumentTables> {
  const own = dynamodbSettings(endpoint);
  const settings = usersTable === undefined ? own : { ...own, USERS_TABLE: usersTable };
  const client = plainClient(endpoint);
  for (const table of DOCUMENT_TABLES) await createTable(client, settings[table.setting], table);
  const { code, stderr } = await createTables(settings);
  if (code !== 0) throw new Error(stderr);
  return {
    settings,
    async put(table, ...items) {
      const TableName = settings[`${table}_TABLE`];
      for (const Item of items) await client.send(new PutCommand({ TableName, Item }));
    },
  };
}

function createTable(
  client: DynamoDBDocumentClient,
  TableName: string,
  { key, index = undefined }: { readonly key: string; readonly index?: readonly [string, string] },
) {
  const attributes = new Set([key, ...(index ? [index[1]] : [])]);
  return client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
      AttributeDefinitions: [...attributes].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      ...(index && {
        GlobalSecondaryIndexes: [
          {
            IndexName: index[0],
            KeySchema: [{ AttributeName: index[1], KeyType: 'HASH' }],
            Projection: { ProjectionType: 'ALL' },
          },
        ],
      }),
    }),
  );
}
