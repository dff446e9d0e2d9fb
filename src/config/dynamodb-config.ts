import type { Env } from './env.ts';
import type { SettingsReader } from './settings-reader.ts';

export interface DynamodbConfig {
  readonly region: string;
  /** Undefined is AWS itself. */
  readonly endpoint: string | undefined;
  /** Undefined looks where every AWS client looks. */
  readonly credentials:
    | { readonly accessKeyId: string; readonly secretAccessKey: string }
    | undefined;
  readonly names: ReturnType<typeof parseNames>;
}

export interface PhotoBucketConfig extends Omit<DynamodbConfig, 'names'> {
  readonly bucket: string;
}

/** Another server of the API takes any credentials, but wants some. */
const PLACEHOLDER_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

export function parseDynamodb(settings: SettingsReader, env: Env): DynamodbConfig {
  const endpoint = settings.endpoint('DYNAMODB_ENDPOINT');
  const region = settings.text('AWS_REGION', endpoint === undefined ? '' : 'eu-west-1');
  if (region === '') settings.fault('AWS_REGION', 'must be set for STORE=dynamodb');
  return {
    region,
    endpoint,
    credentials: credentialsFor(endpoint, env),
    names: parseNames(settings),
  };
}

/** Undefined looks where every AWS client looks. */
function credentialsFor(endpoint: string | undefined, env: Env) {
  const hasCredentials = env['AWS_ACCESS_KEY_ID'] !== undefined || env['AWS_PROFILE'] !== undefined;
  return endpoint !== undefined && !hasCredentials ? PLACEHOLDER_CREDENTIALS : undefined;
}

/** The bucket that photos are kept in; undefined is the data folder. */
export function parsePhotoBucket(
  settings: SettingsReader,
  env: Env,
): PhotoBucketConfig | undefined {
  const bucket = settings.text('PHOTOS_BUCKET', '');
  if (bucket === '') return undefined;
  const endpoint = settings.endpoint('S3_ENDPOINT');
  const region = settings.text('AWS_REGION', endpoint === undefined ? '' : 'eu-west-1');
  if (region === '') settings.fault('AWS_REGION', 'must be set for PHOTOS_BUCKET');
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) {
    settings.fault('PHOTOS_BUCKET', `must be the name of a bucket, not ${JSON.stringify(bucket)}`);
  }
  return { bucket, region, endpoint, credentials: credentialsFor(endpoint, env) };
}

/** The defaults are the shop document's names; ours where it has none. */
function parseNames(settings: SettingsReader) {
  return {
    users: settings.tableName('USERS_TABLE', 'fb4u_users'),
    usersByEmail: settings.tableName('USERS_EMAIL_INDEX', 'kitroom_email'),
    usersByEmailInitial: settings.tableName('USERS_EMAIL_INITIAL_INDEX', 'kitroom_email_initial'),
    usersByStatus: settings.tableName('USERS_STATUS_INDEX', 'kitroom_status'),
    usersByRole: settings.tableName('USERS_ROLE_INDEX', 'kitroom_role'),
    claims: settings.tableName('CLAIMS_TABLE', 'kitroom_claims'),
    sessions: settings.tableName('SESSIONS_TABLE', 'kitroom_sessions'),
    throttles: settings.tableName('THROTTLES_TABLE', 'kitroom_throttles'),
    ads: settings.tableName('ADS_TABLE', 'fb4u_ads'),
    products: settings.tableName('PRODUCTS_TABLE', 'fb4u_products'),
    productsByTag: settings.tableName('PRODUCTS_TAG_INDEX', 'fb4u_tag'),
    catalogue: settings.tableName('CATALOGUE_TABLE', 'kitroom_catalogue'),
    stockMovements: settings.tableName('STOCK_MOVEMENTS_TABLE', 'kitroom_stock_movements'),
    carts: settings.tableName('CART_TABLE', 'fb4u_cart'),
    orders: settings.tableName('ORDERS_TABLE', 'fb4u_orders'),
    ordersByUser: settings.tableName('ORDERS_USER_INDEX', 'fb4u_user_orders'),
    ordersByStatus: settings.tableName('ORDERS_STATUS_INDEX', 'kitroom_order_status'),
    outbox: settings.tableName('OUTBOX_TABLE', 'kitroom_outbox'),
    webhooks: settings.tableName('WEBHOOKS_TABLE', 'kitroom_webhooks'),
    deliveries: settings.tableName('DELIVERIES_TABLE', 'kitroom_deliveries'),
  };
}
