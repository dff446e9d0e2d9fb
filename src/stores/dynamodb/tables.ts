import type { CreateTableCommandInput, GlobalSecondaryIndex } from '@aws-sdk/client-dynamodb';
import type { TableNames } from './table-names.ts';

export interface TableDefinition {
  readonly create: CreateTableCommandInput & { readonly TableName: string };
  /** The attribute with the second after which an item may vanish. */
  readonly expiresAt?: string;
}

/**
 * Every table, once: `npm run tables:create` makes them from this, and the deployment templates are
 * checked against it. All keys are text.
 */
export function tableDefinitions(names: TableNames): readonly TableDefinition[] {
  return [
    table(names.users, ['user_id'], {
      [names.usersByEmail]: ['email'],
      [names.usersByEmailInitial]: ['email_initial', 'email'],
      [names.usersByStatus]: ['status', 'user_id'],
      [names.usersByRole]: ['role', 'user_id'],
    }),
    { ...table(names.claims, ['claim']), expiresAt: 'expires_at' },
    { ...table(names.sessions, ['user_id', 'session_id']), expiresAt: 'expires_at_seconds' },
    { ...table(names.throttles, ['throttle']), expiresAt: 'expires_at_seconds' },
    table(names.ads, ['ad_id']),
    table(names.products, ['product_id'], { [names.productsByTag]: ['tag', 'product_id'] }),
    table(names.catalogue, ['list', 'key']),
    table(names.stockMovements, ['product_id', 'movement_key']),
    { ...table(names.carts, ['user_id']), expiresAt: 'expires_at_seconds' },
    table(names.orders, ['order_id'], {
      [names.ordersByUser]: ['user_id', 'order_date'],
      [names.ordersByStatus]: ['order_status', 'order_date'],
    }),
    table(names.outbox, ['entity', 'sequence']),
    table(names.webhooks, ['webhook_id']),
    table(names.deliveries, ['queue', 'delivery_id']),
  ];
}

type Key = readonly [partition: string, sort?: string];

function table(
  name: string,
  key: Key,
  indexes: Readonly<Record<string, Key>> = {},
): TableDefinition {
  const attributes = new Set([key, ...Object.values(indexes)].flat());
  const secondary = Object.entries(indexes).map(
    ([IndexName, indexKey]): GlobalSecondaryIndex => ({
      IndexName,
      KeySchema: keySchema(indexKey),
      Projection: { ProjectionType: 'ALL' },
    }),
  );
  return {
    create: {
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keySchema(key),
      AttributeDefinitions: [...attributes].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      ...(secondary.length > 0 && { GlobalSecondaryIndexes: secondary }),
    },
  };
}

function keySchema([partition, sort]: Key) {
  return [
    { AttributeName: partition, KeyType: 'HASH' as const },
    ...(sort === undefined ? [] : [{ AttributeName: sort, KeyType: 'RANGE' as const }]),
  ];
}
