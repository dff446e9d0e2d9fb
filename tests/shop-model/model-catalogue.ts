import { MAX_STOCK } from '../../src/domain/product.ts';
import {
  isoOf,
  KEY_LIFE,
  type ModelMovement,
  type ModelProduct,
  move,
  type Shop,
  tell,
} from './shop.ts';
import { type Act, ADMIN, STAFF_SCOPE } from './shop-acts.ts';

type Of<Name extends Act['act']> = Extract<Act, { readonly act: Name }>;

export function createProduct(shop: Shop, act: Of<'create product'>): string {
  const { product: productId, label, price } = act;
  if (shop.products[productId] !== undefined) return 'PRODUCT_EXISTS';
  const sizes = act.sizes.map(({ size, stock }) => ({ size, stock: stock ?? null }));
  const { now: createdAt } = shop;
  shop.products[productId] = { productId, label, price, version: 1, createdAt, sizes };
  const came = sizes.map(({ size, stock }) => movement(shop, productId, size, stock ?? 0, 'set'));
  tellStock(shop, productId, came);
  return `ok ${detailsOf(shop.products[productId])}`;
}

export function changeProduct(shop: Shop, act: Of<'change product'>): string {
  const { product: productId, label, price, sizes, versions } = act;
  const product = shop.products[productId];
  if (product === undefined) return 'PRODUCT_NOT_FOUND';
  if (versions?.includes(product.version) === false) return 'VERSION_MISMATCH';
  if (sizes !== undefined) shop.gone[productId] = structuredClone(product);
  product.version += 1;
  product.label = label ?? product.label;
  product.price = price ?? product.price;
  if (sizes !== undefined) {
    const went = product.sizes.filter(({ size }) => !sizes.includes(size));
    product.sizes = sizes.map(
      (size) => product.sizes.find((one) => one.size === size) ?? { size, stock: null },
    );
    const movements = went.map(({ size, stock }) =>
      movement(shop, productId, size, -(stock ?? 0), 'removed'),
    );
    tellStock(shop, productId, movements);
  }
  return `ok ${detailsOf(product)}`;
}

export function deleteProduct(shop: Shop, act: Of<'delete product'>): string {
  const { product: productId, versions } = act;
  const product = shop.products[productId];
  if (product === undefined) return 'PRODUCT_NOT_FOUND';
  if (versions?.includes(product.version) === false) return 'VERSION_MISMATCH';
  shop.gone[productId] = product;
  delete shop.products[productId];
  const went = product.sizes.map(({ size, stock }) =>
    movement(shop, productId, size, -(stock ?? 0), 'removed'),
  );
  tellStock(shop, productId, went);
  return 'ok';
}

export function setStock(shop: Shop, act: Of<'set stock'>): string {
  const { product: productId, size, stock } = act;
  const product = shop.products[productId];
  if (product === undefined) return 'PRODUCT_NOT_FOUND';
  const offered = product.sizes.find((one) => one.size === size);
  if (offered === undefined) return 'SIZE_NOT_FOUND';
  const delta = (stock ?? 0) - (offered.stock ?? 0);
  offered.stock = stock ?? null;
  tellStock(shop, productId, [movement(shop, productId, size, delta, 'set')]);
  return `ok ${stock}`;
}

export function adjustStock(shop: Shop, act: Of<'adjust stock'>, told: string): string {
  const { product: productId, size, delta, key } = act;
  const body = `${productId} ${size} ${delta}`;
  const name = `${STAFF_SCOPE} ${key}`;
  const earlier = key === undefined ? undefined : shop.keys[name];
  if (earlier !== undefined && earlier.expiresAt > shop.now) {
    return earlier.body === body ? `ok ${earlier.resultId}` : 'IDEMPOTENCY_KEY_REUSED';
  }
  const product = shop.products[productId];
  if (product === undefined) return 'PRODUCT_NOT_FOUND';
  const offered = product.sizes.find((one) => one.size === size);
  if (offered === undefined) return 'SIZE_NOT_FOUND';
  if (offered.stock === null) return 'STOCK_NOT_TRACKED';
  const stock = offered.stock + delta;
  if (stock < 0 || stock > MAX_STOCK) return 'STOCK_OUT_OF_BOUNDS';
  offered.stock = stock;
  tellStock(shop, productId, [movement(shop, productId, size, delta, 'adjusted')]);
  const [, movementId = ''] = told.split(' ');
  if (Object.values(shop.keys).some(({ resultId }) => resultId === movementId)) return 'ok new';
  if (key !== undefined) {
    shop.keys[name] = { body, resultId: movementId, expiresAt: shop.now + KEY_LIFE };
  }
  return `ok ${movementId}`;
}

/** What an admin sees of a product, but for its stock. */
export function detailsOf({ label, price, version, createdAt, sizes }: ModelProduct): string {
  const offered = sizes.map(({ size }) => size).join(' ');
  return `"${label}" ${price} v${version} since ${isoOf(createdAt)} in ${offered}`;
}

function movement(
  { now: at }: Shop,
  productId: string,
  size: string,
  delta: number,
  reason: ModelMovement['reason'],
): ModelMovement {
  return { productId, size, delta, reason, actor: ADMIN, at };
}

function tellStock(shop: Shop, productId: string, movements: readonly ModelMovement[]): void {
  const moved = movements.filter(({ delta }) => delta !== 0);
  if (moved.length > 0) tell(shop, `product#${productId}`, 'stock.changed', move(shop, moved));
}
