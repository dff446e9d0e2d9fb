import { parseConfig } from '../config/config.ts';
import type { Env } from '../config/env.ts';
import { httpWebhookSender } from '../services/http-webhook-sender.ts';
import { dynamodbEvents } from '../stores/dynamodb/dynamodb-events.ts';
import { dynamodbOrders } from '../stores/dynamodb/dynamodb-orders.ts';
import { dynamodbProducts } from '../stores/dynamodb/dynamodb-products.ts';
import { dynamodbWebhooks } from '../stores/dynamodb/dynamodb-webhooks.ts';
import { deliverEvents } from '../usecases/events/deliver-events.ts';
import { cancelUnpaidOrders } from '../usecases/orders/cancel-unpaid-orders.ts';
import { functionPorts } from './function-ports.ts';
import { openConnection } from './open-connection.ts';

/** What is due of itself; gives how much was done. */
export type Chore = () => Promise<number>;

/** Rounds of the dispatcher, while there is something to deliver and time for another round. */
export async function wireEvents(env: Env): Promise<Chore> {
  const config = parseConfig(env);
  const ports = functionPorts(config);
  const connection = openConnection(config);
  const deliver = deliverEvents({
    ...ports,
    events: dynamodbEvents(connection),
    webhooks: dynamodbWebhooks(connection),
    webhookSender: httpWebhookSender({
      now: () => ports.clock().getTime(),
      mayReachPrivate: config.webhooksToPrivate,
    }),
  });
  return async () => {
    const delivered = await deliver();
    if (delivered > 0) ports.log.info({ delivered }, 'events delivered');
    return delivered;
  };
}

/** Carts and sessions expire in their tables; orders give their stock back here. */
export async function wireExpiry(env: Env): Promise<Chore> {
  const config = parseConfig(env);
  const ports = functionPorts(config);
  const connection = openConnection(config);
  const products = dynamodbProducts(connection, config.currency);
  const cancel = cancelUnpaidOrders({
    ...ports,
    orders: dynamodbOrders(connection, config.currency, products),
    pendingOrderLifeMs: config.pendingOrderLifeMs,
  });
  return async () => {
    const orders = await cancel();
    if (orders > 0) ports.log.info({ orders }, 'kept house');
    return orders;
  };
}
