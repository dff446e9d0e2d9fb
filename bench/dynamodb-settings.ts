import { parseConfig } from '../src/config/config.ts';
import type { TableNames } from '../src/stores/dynamodb/table-names.ts';
import type { Settings } from './bench-store.ts';

/** Kitroom's own settings, but for tables of its own. */
export function dynamodbSettings(endpoint: string, prefix: string): Settings {
  return {
    STORE: 'dynamodb',
    DYNAMODB_ENDPOINT: endpoint,
    USERS_TABLE: `${prefix}_users`,
    CLAIMS_TABLE: `${prefix}_claims`,
    SESSIONS_TABLE: `${prefix}_sessions`,
    THROTTLES_TABLE: `${prefix}_throttles`,
    ADS_TABLE: `${prefix}_ads`,
    PRODUCTS_TABLE: `${prefix}_products`,
    CATALOGUE_TABLE: `${prefix}_catalogue`,
    STOCK_MOVEMENTS_TABLE: `${prefix}_stock_movements`,
    CART_TABLE: `${prefix}_carts`,
    ORDERS_TABLE: `${prefix}_orders`,
    OUTBOX_TABLE: `${prefix}_outbox`,
    WEBHOOKS_TABLE: `${prefix}_webhooks`,
    DELIVERIES_TABLE: `${prefix}_deliveries`,
  };
}

export function namesOf(settings: Readonly<Record<string, string | undefined>>): TableNames {
  const { store } = parseConfig(settings);
  if (store.kind !== 'dynamodb') throw new Error('These settings are of no DynamoDB store');
  return store.names;
}
