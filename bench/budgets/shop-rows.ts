import type { Order } from '../../src/domain/order.ts';
import type { Product } from '../../src/domain/product.ts';
import type { StockMovement } from '../../src/domain/stock-movement.ts';
import type { Role, User, UserStatus } from '../../src/domain/user.ts';

export const CURRENCY = 'EUR';
const SECOND_MS = 1_000;
const NOW = '2026-01-01T00:00:00.000Z';
/** A whole page of the shop. */
const PAGE = 100;
const BUYER_SINCE = Date.parse('2026-02-01T00:00:00.000Z');

/** Whose cart holds nothing and who has a page of orders. */
export const BUYER = 'buyer';
export const KITS_TAG = 'kits';
/** Untracked products, a page of them; carts are filled from these. */
export const kits: readonly Product[] = range(PAGE).map((n) => kit(`kit-${n}`, {}));
/** As many as a cart has lines, with stock. */
export const trackedKits: readonly Product[] = range(50).map((n) =>
  kit(`tracked-${n}`, { tag: 'tracked-kits', sizes: [{ size: 'M', stock: 1_000_000 }] }),
);
/** Few that have a word of their own. */
export const scarves: readonly Product[] = range(20).map((n) =>
  kit(`scarf-${n}`, {
    tag: 'scarves',
    label: 'Striped Scarf',
    teamName: undefined,
    season: undefined,
    side: undefined,
    description: 'Woollen, with a fringe.',
  }),
);
export const buyerOrders: readonly Order[] = range(PAGE).map((n) =>
  order(`bought-${n}`, BUYER, BUYER_SINCE + n * SECOND_MS),
);
/** The day on which the buyer placed them all, and nobody else anything. */
export const BUYER_DAY = '2026-02-01';
/** Whose stock moved most often. */
export const MOVED = 'kit-0';

/** What merely is in the tables, so that it can be seen to cost nothing. */
export function fillers(count: number) {
  return {
    users: range(count).map((n) => fillerUser(n)),
    products: range(count).map((n) => boots(`filler-${n}`)),
    ads: range(count).map((n) => ({ adId: `ad-${n}`, label: `Winter sale, part ${n}` })),
    orders: range(count).map((n) =>
      order(`filler-${n}`, `filler-${n}`, Date.parse(NOW) + n * SECOND_MS),
    ),
    cartUserIds: range(count).map((n) => `filler-${n}`),
  };
}

/** So many movements, older than a page of others. */
export function ledger(count: number): readonly StockMovement[] {
  return range(count + PAGE).map((n) => ({
    movementId: `movement-${n}`,
    productId: MOVED,
    size: 'M',
    delta: 1,
    reason: 'adjusted',
    actor: 'operator',
    at: new Date(Date.parse(NOW) + n * SECOND_MS).toISOString(),
  }));
}

export function person(userId: string): User {
  return {
    userId,
    email: `${userId}@example.com`,
    firstname: 'Jane',
    lastname: 'Roe',
    dob: '1990-01-01',
    address: '123 Main St, City, Country',
    gender: 'Female',
    phoneNumber: '1234567890',
    role: 'customer',
    status: 'active',
    createdAt: NOW,
    updatedAt: NOW,
    version: 1,
  };
}

/** The first three are admins and the next three disabled, however many there are. */
function fillerUser(n: number): User {
  const role: Role = n < 3 ? 'admin' : 'customer';
  const status: UserStatus = n >= 3 && n < 6 ? 'disabled' : 'active';
  return { ...person(`filler-${n}`), role, status };
}

function kit(productId: string, over: Partial<Product>): Product {
  return {
    productId,
    tag: KITS_TAG,
    label: 'Kit',
    teamName: 'Pellanby Rovers',
    season: '2026/27',
    side: 'home',
    description: 'Light, quick to dry, with a stitched badge and a rounded collar.',
    price: { minorUnits: 8_999, currency: CURRENCY },
    sizes: ['S', 'M', 'L'].map((size) => ({ size })),
    ...over,
  };
}

/** With few words, one of which all of them have. */
function boots(productId: string): Product {
  return kit(productId, {
    tag: 'boots',
    brand: 'Pacer',
    label: 'Boot',
    teamName: undefined,
    season: undefined,
    side: undefined,
    description: 'Boots.',
  });
}

function order(orderId: string, userId: string, placedAt: number): Order {
  const at = new Date(placedAt).toISOString();
  const lines = range(3).map((n) => ({
    productId: `kit-${n}`,
    size: 'M',
    quantity: 1,
    label: 'Pellanby Rovers home 2026/27',
    photo: `kit-${n}.png`,
    unitPrice: { minorUnits: 8_999, currency: CURRENCY },
  }));
  const history = [{ to: 'Pending' as const, actor: userId, at }];
  const total = { minorUnits: 26_997, currency: CURRENCY };
  return { orderId, userId, status: 'Pending', lines, total, createdAt: at, history };
}

function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, n) => n);
}
