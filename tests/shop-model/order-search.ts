import { expire, overdueOrders } from './model-orders.ts';
import { isoOf, type Shop } from './shop.ts';
import type { Act } from './shop-acts.ts';
import { predictAtOnce } from './shop-model.ts';

export interface Told {
  readonly act: Act;
  readonly told: string;
}

/** Something that happened at once with others, at some place among them. */
interface Happening {
  readonly told: string;
  ways(shop: Shop): readonly ((shop: Shop) => string)[];
}

export interface Found {
  /** The shop after an order of the acts that explains all. */
  readonly shop?: Shop;
  /** After one that explains what was told, but not what the shop is like. */
  readonly almost?: Shop;
}

/** Looks for an order of the acts in which each would have been told what it was, one after the other. */
export function findOrder(
  start: Shop,
  acts: readonly Told[],
  isAsRead: (shop: Shop) => boolean,
): Found {
  let almost: Shop | undefined;
  const judge = (shop: Shop): Shop | undefined => {
    if (!hasExpired(start, shop, acts)) return undefined;
    if (isAsRead(shop)) return shop;
    almost ??= shop;
    return undefined;
  };
  const search = (shop: Shop, rest: readonly Happening[]): Shop | undefined => {
    if (rest.length === 0) return judge(shop);
    for (const [index, happening] of rest.entries()) {
      for (const way of happening.ways(shop)) {
        const next = structuredClone(shop);
        if (way(next) !== happening.told) continue;
        const found = search(next, rest.toSpliced(index, 1));
        if (found !== undefined) return found;
      }
    }
    return undefined;
  };
  const shop = search(start, happeningsOf(start, acts));
  return { ...(almost !== undefined && { almost }), ...(shop !== undefined && { shop }) };
}

function happeningsOf(start: Shop, acts: readonly Told[]): readonly Happening[] {
  const happenings = acts
    .filter(({ act }) => act.act !== 'expire orders')
    .map(
      ({ act, told }): Happening => ({
        told,
        ways: (shop) => predictAtOnce(shop, act, told),
      }),
    );
  if (happenings.length === acts.length) return happenings;
  // Orders expire one by one, and it is the same whichever of two runs comes to each first.
  const moved = new Set(acts.map(({ act }) => ('orderId' in act ? act.orderId : undefined)));
  const overdue = overdueOrders(start);
  const alone = overdue.filter((orderId) => moved.has(orderId)).map((orderId) => [orderId]);
  const others = overdue.filter((orderId) => !moved.has(orderId));
  const expiring = [...alone, others].map(
    (orderIds): Happening => ({
      told: 'ok',
      ways: () => [
        (shop) => {
          expire(shop, orderIds);
          return 'ok';
        },
      ],
    }),
  );
  return [...happenings, ...expiring];
}

/** Whether all runs together say how many orders expired. */
function hasExpired(start: Shop, shop: Shop, acts: readonly Told[]): boolean {
  const counts = acts.flatMap(({ act, told }) =>
    act.act === 'expire orders' ? [Number(told.slice('ok '.length))] : [],
  );
  const last = `by system at ${isoOf(start.now)}`;
  const expired = overdueOrders(start).filter((orderId) =>
    shop.orders[orderId]?.history.at(-1)?.endsWith(last),
  );
  return counts.length === 0 || counts.reduce((all, count) => all + count, 0) === expired.length;
}
