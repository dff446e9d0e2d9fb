import { join } from 'node:path';

export const CURRENCY = 'EUR';
const USERS = 10_000;
export const FULL_CARTS = 1_000;
export const FULL_CART_UNITS = 10;
export const CHECKOUT_UNITS = 3;

/** Products of the sample shop, in sizes they come in. */
export const SAMPLE_LINES = [
  { productId: 'kit-pellanby-rovers-home', size: 'M' },
  { productId: 'kit-pellanby-rovers-home', size: 'L' },
  { productId: 'acc-match-ball', size: '5' },
] as const;

/** Spread over the whole table, so that the pages read are not always the same. */
export const sampleUserIds = idsOf('user', USERS, 50);
export const sampleCartIds = idsOf('full-cart', FULL_CARTS, 5);

export function databaseFile(dataDir: string): string {
  return join(dataDir, 'kitroom.db');
}

export interface SampleUser {
  readonly userId: string;
  readonly email: string;
  readonly createdAt: string;
  readonly passwordHash?: string;
}

function sampleUser(n: number): SampleUser {
  const createdAt = new Date(Date.UTC(2026, 0, 1) + n * 1_000).toISOString();
  return { userId: `user-${n}`, email: `seeded-${n}@example.com`, createdAt };
}

export function sampleUsers(count = USERS): readonly SampleUser[] {
  return Array.from({ length: count }, (_, n) => sampleUser(n));
}

/** The lines of a cart of `units`, which go to them in turn. */
export function sampleCart(units: number) {
  return SAMPLE_LINES.map((line, index) => {
    const ordinals: number[] = [];
    for (let unit = index + 1; unit <= units; unit += SAMPLE_LINES.length) ordinals.push(unit);
    return { ...line, ordinals };
  });
}

function idsOf(prefix: string, count: number, step: number): readonly string[] {
  return Array.from({ length: count / step }, (_, n) => `${prefix}-${n * step}`);
}
