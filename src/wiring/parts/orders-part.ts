import { orderDeskRoutes } from '../../routes/order-desk-routes.ts';
import { orderRoutes } from '../../routes/order-routes.ts';
import { shopOrderRoutes } from '../../routes/shop-order-routes.ts';
import { dynamodbCarts } from '../../stores/dynamodb/dynamodb-carts.ts';
import { dynamodbOrders } from '../../stores/dynamodb/dynamodb-orders.ts';
import { dynamodbProducts } from '../../stores/dynamodb/dynamodb-products.ts';
import { cancelOrder } from '../../usecases/orders/cancel-order.ts';
import { changeOrderStatus } from '../../usecases/orders/change-order-status.ts';
import { getOrder } from '../../usecases/orders/get-order.ts';
import { listAllOrders } from '../../usecases/orders/list-all-orders.ts';
import { listOrders } from '../../usecases/orders/list-orders.ts';
import { placeOrder } from '../../usecases/orders/place-order.ts';
import type { RoutePart } from '../wire-function.ts';

/** Checkout, and orders as buyers and as the shop see them. */
export const ordersPart: RoutePart = ({ connection, currency, ...others }) => {
  const products = dynamodbProducts(connection, currency);
  const ports = {
    ...others,
    ...{ currency, products },
    carts: dynamodbCarts(connection),
    orders: dynamodbOrders(connection, currency, products),
  };
  const useCases = { placeOrder: placeOrder(ports), listOrders: listOrders(ports) };
  return [
    ...shopOrderRoutes(useCases),
    ...orderRoutes(
      { ...useCases, getOrder: getOrder(ports), cancelOrder: cancelOrder(ports) },
      currency,
    ),
    ...orderDeskRoutes({
      listAllOrders: listAllOrders(ports),
      changeOrderStatus: changeOrderStatus(ports),
    }),
  ];
};
