import type { Stack } from './aws-answers.ts';
import type { StageOptions } from './stage-options.ts';
import { StepFailure } from './step.ts';

/** The setting that names each table, by the output that has its name. */
const TABLE_SETTINGS: Readonly<Record<string, string>> = {
  UsersTableName: 'USERS_TABLE',
  ClaimsTableName: 'CLAIMS_TABLE',
  SessionsTableName: 'SESSIONS_TABLE',
  ThrottlesTableName: 'THROTTLES_TABLE',
  AdsTableName: 'ADS_TABLE',
  ProductsTableName: 'PRODUCTS_TABLE',
  CatalogueTableName: 'CATALOGUE_TABLE',
  StockMovementsTableName: 'STOCK_MOVEMENTS_TABLE',
  CartsTableName: 'CART_TABLE',
  OrdersTableName: 'ORDERS_TABLE',
  OutboxTableName: 'OUTBOX_TABLE',
  WebhooksTableName: 'WEBHOOKS_TABLE',
  DeliveriesTableName: 'DELIVERIES_TABLE',
};

/**
 * What whoever deployed is told at the end.
 * @throws StepFailure when the stack does not say where its API and its tables are
 */
export function nextSteps({ stage, region }: StageOptions, stack: Stack): string {
  const { outputs } = stack;
  const url = addressOf(stack);
  const tables = Object.entries(TABLE_SETTINGS).map(
    ([output, setting]) => `${setting}=${outputOf(outputs, output)}`,
  );
  const settings = [`AWS_REGION=${region}`, 'STORE=dynamodb', ...tables].join(' ');
  return [
    `The API of ${stage} is at ${url}`,
    '',
    'Test it:',
    `  npm run smoke -- --url ${url}`,
    '',
    'The first admin, made with your own credentials; the password is asked for:',
    `  ${settings} npm run admin:create -- --email you@example.com`,
  ].join('\n');
}

/** Where the API is called: under a name of its own where it has one. */
export function addressOf({ outputs }: Stack): string {
  return outputs['DomainUrl'] ?? outputOf(outputs, 'ApiUrl');
}

function outputOf(outputs: Stack['outputs'], name: string): string {
  const value = outputs[name];
  if (value !== undefined) return value;
  throw new StepFailure(`The stack is deployed, but has no output ${name}.`);
}
