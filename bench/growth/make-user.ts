import type { User } from '../../src/domain/user.ts';
import { draw, pick, uuidOf } from './chance.ts';
import type { ShopPlan } from './shop-plan.ts';
import { FIRST_NAMES, placeName } from './words.ts';

const USERS_OF_A_NAME = 50;
const ADMINS = 20;
const USERS_OF_A_DISABLED = 50;
const FIRST_DAY = Date.UTC(2016, 0, 1);
const LAST_DAY = Date.UTC(2026, 9, 1);

/** Row n of the plan's users, in the order of their ids; everything else is in another order. */
export function makeUser(plan: ShopPlan, n: number): User {
  const { seed } = plan;
  const createdAt = new Date(FIRST_DAY + draw(seed, 'joined', n, LAST_DAY - FIRST_DAY));
  const { firstname, lastname } = nameOf(plan, n);
  return {
    userId: userId(plan, n),
    email: userEmail(plan, n),
    firstname,
    lastname,
    dob: `${1950 + draw(seed, 'year', n, 55)}-0${1 + draw(seed, 'month', n, 9)}-1${draw(seed, 'day', n, 9)}`,
    address: `${1 + draw(seed, 'house', n, 300)} Harbour Road, ${placeName(draw(seed, 'town', n, 2_000))}`,
    phoneNumber: `+44${String(draw(seed, 'phone', n, 1_000_000_000)).padStart(9, '0')}`,
    role: isAdmin(plan, n) ? 'admin' : 'customer',
    status: isOneOf(USERS_OF_A_DISABLED, plan, 'disabled', n) ? 'disabled' : 'active',
    createdAt: createdAt.toISOString(),
    updatedAt: createdAt.toISOString(),
    version: 1,
  };
}

export function userId({ seed, users }: ShopPlan, n: number): string {
  return uuidOf(seed, 'user', n, Math.floor((n / users) * 2 ** 32));
}

export function userEmail(plan: ShopPlan, n: number): string {
  return `${emailPrefix(plan, n)}${n}@example.com`;
}

/** About fifty users have it. */
export function emailPrefix(plan: ShopPlan, n: number): string {
  const { firstname, lastname } = nameOf(plan, n);
  return `${firstname}.${lastname}.`.toLowerCase();
}

function nameOf({ users }: ShopPlan, n: number) {
  const name = n % Math.max(1, Math.round(users / USERS_OF_A_NAME));
  return {
    firstname: pick(FIRST_NAMES, name),
    lastname: placeName(Math.floor(name / FIRST_NAMES.length)),
  };
}

function isAdmin(plan: ShopPlan, n: number): boolean {
  const step = Math.max(1, Math.floor(plan.users / ADMINS));
  return n < step * ADMINS && isOneOf(step, plan, 'admin', n);
}

/** True for one user among so many in a row, and never a regular one: names come in turn. */
function isOneOf(count: number, { seed }: ShopPlan, name: string, n: number): boolean {
  return n % count === draw(seed, name, Math.floor(n / count), count);
}
