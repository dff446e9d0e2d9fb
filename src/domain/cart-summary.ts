import type { Cart, CartLine } from './cart.ts';
import { type Money, multiplyMoney } from './money.ts';
import { totalOf } from './order.ts';
import { comesInSize, type Product, photoFile, productLabel, stockOf } from './product.ts';

/** What a shopper should know before the checkout refuses. */
export type CartWarning = { readonly productId: string; readonly size: string } & (
  | { readonly kind: 'price-changed'; readonly before: Money; readonly now: Money }
  | { readonly kind: 'short-of-stock'; readonly left: number }
  /** No longer sold, or not in this size. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'other-currency' }
);

export interface CartSummaryLine {
  readonly productId: string;
  readonly size: string;
  readonly quantity: number;
  readonly label: string;
  readonly photo: string;
  /** Undefined where there is nothing to buy at that price. */
  readonly unitPrice: Money | undefined;
  readonly lineTotal: Money | undefined;
}

export interface CartSummary {
  readonly lines: readonly CartSummaryLine[];
  /** Of the lines that can be bought. */
  readonly total: Money;
  readonly warnings: readonly CartWarning[];
}

/** A cart at the prices and the stock of this moment. */
export function summariseCart(
  cart: Pick<Cart, 'lines'> | undefined,
  products: ReadonlyMap<string, Product>,
  currency: string,
): CartSummary {
  const lines = (cart?.lines ?? []).map((line) => {
    const product = products.get(line.productId);
    return {
      summary: summaryLine(line, product, currency),
      warnings: warningsOf(line, product, currency),
    };
  });
  const bought = lines.flatMap(({ summary: { quantity, unitPrice } }) =>
    unitPrice === undefined ? [] : [{ quantity, unitPrice }],
  );
  return {
    lines: lines.map(({ summary }) => summary),
    total: totalOf(bought, currency),
    warnings: lines.flatMap(({ warnings }) => warnings),
  };
}

function summaryLine(
  { productId, size, unitOrdinals }: CartLine,
  product: Product | undefined,
  currency: string,
): CartSummaryLine {
  const quantity = unitOrdinals.length;
  const isSold =
    product !== undefined && comesInSize(product, size) && product.price.currency === currency;
  return {
    productId,
    size,
    quantity,
    label: product === undefined ? productId : productLabel(product),
    photo: photoFile(productId),
    unitPrice: isSold ? product.price : undefined,
    lineTotal: isSold ? multiplyMoney(product.price, quantity) : undefined,
  };
}

function warningsOf(
  { productId, size, unitOrdinals, seenPrice }: CartLine,
  product: Product | undefined,
  currency: string,
): readonly CartWarning[] {
  const where = { productId, size };
  if (product === undefined || !comesInSize(product, size)) return [{ ...where, kind: 'gone' }];
  if (product.price.currency !== currency) return [{ ...where, kind: 'other-currency' }];
  const warnings: CartWarning[] = [];
  if (seenPrice !== undefined && seenPrice !== product.price.minorUnits) {
    const before = { minorUnits: seenPrice, currency };
    warnings.push({ ...where, kind: 'price-changed', before, now: product.price });
  }
  const left = stockOf(product, size);
  if (left !== undefined && left < unitOrdinals.length) {
    warnings.push({ ...where, kind: 'short-of-stock', left });
  }
  return warnings;
}
