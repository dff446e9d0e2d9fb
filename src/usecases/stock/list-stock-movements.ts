import type { Page, PageRequest } from '../../domain/page.ts';
import type { StockMovement } from '../../domain/stock-movement.ts';
import type { StockStore } from '../../ports/stock-store.ts';

/** Of a product that is or was, newest first. @throws AppError INVALID_CURSOR */
export function listStockMovements({ stock }: { readonly stock: StockStore }) {
  return (productId: string, page: PageRequest): Promise<Page<StockMovement>> =>
    stock.listMovements(productId, page);
}
