import { productRoutes } from '../../routes/product-routes.ts';
import { stockRoutes } from '../../routes/stock-routes.ts';
import { webhookRoutes } from '../../routes/webhook-routes.ts';
import { httpWebhookSender } from '../../services/http-webhook-sender.ts';
import { dynamodbEvents } from '../../stores/dynamodb/dynamodb-events.ts';
import { dynamodbProducts } from '../../stores/dynamodb/dynamodb-products.ts';
import { dynamodbStock } from '../../stores/dynamodb/dynamodb-stock.ts';
import { dynamodbWebhooks } from '../../stores/dynamodb/dynamodb-webhooks.ts';
import { createProduct } from '../../usecases/products/create-product.ts';
import { updateProduct } from '../../usecases/products/update-product.ts';
import { adjustStock } from '../../usecases/stock/adjust-stock.ts';
import { listStockMovements } from '../../usecases/stock/list-stock-movements.ts';
import { setStock } from '../../usecases/stock/set-stock.ts';
import { createWebhook } from '../../usecases/webhooks/create-webhook.ts';
import { deleteWebhook } from '../../usecases/webhooks/delete-webhook.ts';
import { getWebhook } from '../../usecases/webhooks/get-webhook.ts';
import { listDeadDeliveries } from '../../usecases/webhooks/list-dead-deliveries.ts';
import { listWebhooks } from '../../usecases/webhooks/list-webhooks.ts';
import { replayDelivery } from '../../usecases/webhooks/replay-delivery.ts';
import { updateWebhook } from '../../usecases/webhooks/update-webhook.ts';
import type { RoutePart } from '../wire-function.ts';

/** Products, stock and webhooks, for those who run the shop. */
export const administrationPart: RoutePart = ({ config, connection, currency, ...others }) => {
  const ports = {
    ...others,
    currency,
    products: dynamodbProducts(connection, currency),
    stock: dynamodbStock(connection, currency),
    events: dynamodbEvents(connection),
    webhooks: dynamodbWebhooks(connection),
    webhookSender: httpWebhookSender({
      now: () => others.clock().getTime(),
      mayReachPrivate: config.webhooksToPrivate,
    }),
  };
  return [
    ...productRoutes(
      {
        createProduct: createProduct(ports),
        updateProduct: updateProduct(ports),
      },
      currency,
    ),
    ...stockRoutes({
      setStock: setStock(ports),
      adjustStock: adjustStock(ports),
      listStockMovements: listStockMovements(ports),
    }),
    ...webhookRoutes({
      listWebhooks: listWebhooks(ports),
      createWebhook: createWebhook(ports),
      getWebhook: getWebhook(ports),
      updateWebhook: updateWebhook(ports),
      deleteWebhook: deleteWebhook(ports),
      listDeadDeliveries: listDeadDeliveries(ports),
      replayDelivery: replayDelivery(ports),
    }),
  ];
};
