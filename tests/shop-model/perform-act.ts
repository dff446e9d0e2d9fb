import { AppError } from '../../src/domain/errors.ts';
import type { Product, ProductDetails } from '../../src/domain/product.ts';
import type { UseCases } from '../../src/usecases/use-cases.ts';
import { type Act, ADMIN, type Owner, STAFF_SCOPE } from './shop-acts.ts';

export const TAG = 'toys';
/** The source under which a guest's cart is counted; nobody counts here. */
const SOURCE = '192.0.2.1';

/** "ok" with what the caller is told, or the code of the error. */
export async function perform(useCases: UseCases, act: Act): Promise<string> {
  try {
    const told = await call(useCases, act);
    return told === undefined || told === '' ? 'ok' : `ok ${told}`;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

async function call(useCases: UseCases, act: Act): Promise<string | undefined> {
  switch (act.act) {
    case 'create product': {
      const by = { productId: act.product, actor: ADMIN };
      return detailsText(await useCases.createProduct(detailsOf(act), by));
    }
    case 'change product': {
      const { label, price, sizes, versions: expectedVersions } = act;
      const changes = {
        ...(label !== undefined && { label }),
        ...(price !== undefined && { price: euros(price) }),
        ...(sizes !== undefined && { sizes }),
      };
      const by = { actor: ADMIN, expectedVersions };
      return detailsText(await useCases.updateProduct(act.product, changes, by));
    }
    case 'delete product': {
      const by = { actor: ADMIN, expectedVersions: act.versions };
      await useCases.deleteProduct(act.product, by);
      return undefined;
    }
    case 'set stock': {
      const { product: productId, size, stock } = act;
      return String(
        await useCases.setStock({ productId, size, stock, note: undefined, actor: ADMIN }),
      );
    }
    case 'adjust stock': {
      const { product: productId, size, delta, key } = act;
      const fingerprint = `${productId} ${size} ${delta}`;
      return useCases.adjustStock({
        ...{ productId, size, delta, note: undefined, actor: ADMIN },
        idempotency: key === undefined ? undefined : { scope: STAFF_SCOPE, key, fingerprint },
      });
    }
    case 'add':
    case 'set':
    case 'fill':
      return putIn(useCases, act);
    case 'remove': {
      const userId = await ownerOf(useCases, act.who);
      await useCases.removeItem({ userId, productId: act.product, size: act.size });
      return undefined;
    }
    case 'clear':
      await useCases.clearCart(await ownerOf(useCases, act.who));
      return undefined;
    case 'show': {
      const { total, warnings } = await useCases.showCart(await ownerOf(useCases, act.who));
      const told = warnings.map(({ productId, size, kind }) => `${productId}/${size} ${kind}`);
      return `${total.minorUnits} ${told.join(', ')}`;
    }
    case 'come as a guest': {
      const { cartId, secret } = await useCases.createGuestCart(SOURCE);
      return `${cartId} ${secret}`;
    }
    case 'merge': {
      const { user: userId, cartId, secret } = act;
      const leftOut = await useCases.mergeGuestCart({ userId, cartId, secret });
      const told = leftOut.map(
        ({ productId, size, quantity }) => `${productId}/${size} ${quantity}`,
      );
      return told.join(' ');
    }
    case 'check out': {
      const { user: userId, key, body: fingerprint, expected: expectedTotal } = act;
      const { orderId, order } = await useCases.placeOrder({
        ...{ userId, actor: userId, expectedTotal },
        idempotency: key === undefined ? undefined : { scope: userId, key, fingerprint },
      });
      return `${order === undefined ? 'again' : 'placed'} ${orderId}`;
    }
    case 'cancel': {
      const { orderId, actor, ownRows } = act;
      return (await useCases.cancelOrder(orderId, { actor, ownRows })).status;
    }
    case 'change status':
      return (await useCases.changeOrderStatus(act.orderId, act.to, ADMIN)).status;
    case 'expire orders':
      return String(await useCases.cancelUnpaidOrders());
    case 'remove old carts':
      await useCases.removeExpiredCarts();
      return undefined;
  }
}

async function putIn(
  useCases: UseCases,
  act: Extract<Act, { readonly act: 'add' | 'set' | 'fill' }>,
): Promise<undefined> {
  const { product: productId, size, quantity } = act;
  const userId = await ownerOf(useCases, act.who);
  if (act.act === 'set') await useCases.setItem({ userId, productId, size, quantity });
  if (act.act === 'add') await useCases.addItem({ userId, productId, size, quantity });
  for (let index = 0; act.act === 'fill' && index < quantity; index += 1) {
    await useCases.addItem({ userId, productId, size: `${size}${index}`, quantity: 1 });
  }
}

/** As the routes do it: a guest's cart is opened first. */
async function ownerOf({ openGuestCart }: UseCases, who: Owner): Promise<string> {
  return 'user' in who ? who.user : openGuestCart(who.cartId, who.secret);
}

function detailsOf(act: Extract<Act, { readonly act: 'create product' }>): ProductDetails {
  const { label, price, sizes } = act;
  return { tag: TAG, label, description: 'A toy', price: euros(price), sizes };
}

export function detailsText({ label, price, version, createdAt, sizes }: Product): string {
  const offered = sizes.map(({ size }) => size).join(' ');
  return `"${label}" ${price.minorUnits} v${version} since ${createdAt} in ${offered}`;
}

function euros(minorUnits: number) {
  return { minorUnits, currency: 'EUR' };
}
