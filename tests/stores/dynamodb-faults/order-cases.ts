import { instant, lineChange, sampleProduct } from '../../contracts/store/sample-rows.ts';
import { type FaultCase, fillCart, orderOfCart, place, takenOrderOf } from './fault-cases.ts';
import { createShirt, observeStock, STOCK } from './stock-cases.ts';

const step = { from: 'Pending', to: 'Cancelled', actor: 'eve', at: instant(99) } as const;
const cancelled = (id: string) => {
  const order = takenOrderOf(id);
  return { ...order, status: 'Cancelled', history: [...order.history, step] };
};

const MOVING: FaultCase = {
  name: 'moveOrder',
  commands: ['GetItem', 'BatchGetItem', 'TransactWriteItems'],
  prepare: async (store, id) => {
    await createShirt(store, id);
    await fillCart(store, id);
    await place(store, id);
  },
  call: ({ orders }, id) =>
    orders.moveOrder({
      ...{ orderId: orderOfCart(id).orderId, from: ['Pending'], to: 'Cancelled' },
      ...{ actor: step.actor, at: step.at },
    }),
  outcome: (id) => ({ kind: 'moved', order: cancelled(id) }),
  observe: async (store, id) => ({
    order: await store.orders.findOrder(orderOfCart(id).orderId),
    ...(await observeStock(store, id)),
  }),
  left: (id) => ({
    order: cancelled(id),
    sizes: [{ size: 'M', stock: STOCK }],
    deltas: [2, -2, STOCK],
  }),
  again: { outcome: (id) => ({ kind: 'refused', order: cancelled(id) }) },
};

export const ORDER_CASES: readonly FaultCase[] = [
  MOVING,
  {
    name: 'findOrder',
    commands: ['GetItem'],
    prepare: async (store, id) => {
      await fillCart(store, id);
      await place(store, id);
    },
    call: ({ orders }, id) => orders.findOrder(orderOfCart(id).orderId),
    outcome: orderOfCart,
  },
  {
    name: 'listOrders',
    commands: ['Query'],
    prepare: async (store, id) => {
      await store.importCatalogue({ ads: [], products: [sampleProduct(id)] });
      await store.carts.addCartUnits(lineChange({ userId: id, productId: id, quantity: 2 }));
      const order = { ...orderOfCart(id), createdAt: `3${id}` };
      await store.orders.placeOrder({ order, cartVersion: 1 });
    },
    call: ({ orders }, id) =>
      orders.listOrders({ since: `3${id}`, before: `3${id}~` }, { limit: 9 }),
    outcome: (id) => ({ items: [{ ...orderOfCart(id), createdAt: `3${id}` }] }),
  },
];
