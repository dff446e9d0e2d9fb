import { detailsOf } from './model-catalogue.ts';
import { isoOf, linesOf, type ModelOrder, type Shop, totalOf } from './shop.ts';
import { movementText, type Picture } from './shop-picture.ts';

/** The shop of the model as the same texts that are made of what was read. */
export function pictureOfModel(shop: Shop, owners: readonly string[]): Picture {
  const products = Object.values(shop.products).sort((left, right) =>
    placeOf(left) < placeOf(right) ? -1 : 1,
  );
  return {
    products: products.map((product) => {
      const stock = product.sizes.map(({ size, stock: left }) => `${size} ${left ?? '-'}`);
      return `${product.productId}: ${detailsOf(product)}; ${stock.join(', ')}`;
    }),
    movements: shop.movements.map((one) => movementText({ ...one, at: isoOf(one.at) })).sort(),
    carts: Object.fromEntries(owners.map((owner) => [owner, cartOf(shop, owner)])),
    orders: Object.fromEntries(
      Object.values(shop.orders).map((order) => [order.orderId, orderText(order)]),
    ),
    events: shop.events,
  };
}

function placeOf({
  label,
  productId,
}: {
  readonly label: string;
  readonly productId: string;
}): string {
  return `${label.toLowerCase()} ${productId}`;
}

function cartOf(shop: Shop, owner: string) {
  const lines = linesOf(shop, owner);
  const units = lines.flatMap(({ productId, size, units: ordinals }) =>
    ordinals.map((ordinal) => ({ name: `${productId}/${size}`, ordinal })),
  );
  return {
    units: units.sort((left, right) => left.ordinal - right.ordinal).map(({ name }) => name),
    lines: lines.map((line) => `${line.productId}/${line.size} ${line.units.length}`),
  };
}

function orderText({ userId, status, lines, createdAt, history }: ModelOrder): string {
  const bought = lines.map(
    ({ productId, size, quantity, label, price, tookStock }) =>
      `${productId}/${size} ${quantity} "${label}" ${price} ${tookStock}`,
  );
  const head = `${userId} ${status} ${totalOf(lines)} at ${isoOf(createdAt)}`;
  return [head, bought.join(', '), history.join(', ')].join('; ');
}
