import type { Product, ProductSize } from '../../src/domain/product.ts';
import { CURRENCY } from '../data.ts';
import { draw, happens, pick, uuidOf } from './chance.ts';
import type { ShopPlan } from './shop-plan.ts';
import { ADJECTIVES, BRANDS, CLUBS, DESCRIPTION_WORDS, placeName, SIDES, THINGS } from './words.ts';

/** Of every 200 products 100 are kits, 50 boots, 30 accessories, and each small tag has one. */
const CYCLE = 200;
const KITS = 100;
const BOOTS = 150;
const ACCESSORIES = 180;

const KITS_OF_A_TEAM = 50;
const SEASONS = 17;
const FIRST_SEASON = 2010;
const FIRST_DAY = Date.UTC(2016, 0, 1);
const LAST_DAY = Date.UTC(2026, 9, 1);
const MOST_STOCK = 500;
const CHEAPEST = 500;
const DEAREST = 20_000;
const MAKERS = 1_000;

const KIT_SIZES = ['S', 'M', 'L', 'XL', '2XL'];
const BOOT_SIZES = ['38', '39', '40', '41', '42', '42.5', '43', '44', '45'];
const OTHER_SIZES = [['One size'], ['S', 'L'], ['5', '4', '3']];

/** Row n of the plan's products. */
export function makeProduct(plan: ShopPlan, n: number): Product {
  const { seed } = plan;
  const naming = namingOf(plan, n);
  return {
    productId: productId(plan, n),
    ...naming,
    description: descriptionOf(plan, n),
    price: { minorUnits: CHEAPEST + draw(seed, 'price', n, DEAREST), currency: CURRENCY },
    sizes: sizesOf(seed, n, naming.tag),
    createdAt: new Date(FIRST_DAY + draw(seed, 'age', n, LAST_DAY - FIRST_DAY)).toISOString(),
    version: 1,
  };
}

export function productId({ seed }: ShopPlan, n: number): string {
  return uuidOf(seed, 'product', n);
}

/** As many as give each about fifty kits. */
export function teamCount({ products }: Pick<ShopPlan, 'products'>): number {
  return Math.max(1, Math.round((products * KITS) / CYCLE / KITS_OF_A_TEAM));
}

/** In all kits of the team and nowhere else; so is its maker's name. */
export function teamPlace(team: number): string {
  return placeName(team);
}

export function teamMaker(team: number): string {
  return placeName(MAKERS + team);
}

type Naming = Pick<Product, 'label' | 'teamName' | 'side' | 'season' | 'brand'> & {
  readonly tag: string;
};

function namingOf(plan: ShopPlan, n: number): Naming {
  const { seed } = plan;
  const place = n % CYCLE;
  if (place < KITS) return kitNaming(plan, n);
  const adjective = pick(ADJECTIVES, draw(seed, 'adjective', n, ADJECTIVES.length));
  const model = draw(seed, 'model', n, CYCLE);
  if (place < BOOTS) {
    const brand = pick(BRANDS, draw(seed, 'brand', n, BRANDS.length));
    return { tag: 'boots', brand, label: `${adjective} ${model}` };
  }
  const thing = pick(THINGS, draw(seed, 'thing', n, THINGS.length));
  const tag = place < ACCESSORIES ? 'accessories' : `corner-${place - ACCESSORIES + 1}`;
  return { tag, label: `${adjective} ${thing} ${model}` };
}

function kitNaming(plan: ShopPlan, n: number): Naming {
  const round = Math.floor(kitNumber(n) / teamCount(plan));
  const team = teamOf(plan, n);
  const year = FIRST_SEASON + (Math.floor(round / SIDES.length) % SEASONS);
  return {
    tag: 'kits',
    teamName: `${teamPlace(team)} ${pick(CLUBS, team)}`,
    side: pick(SIDES, round),
    season: `${year}/${String(year + 1).slice(2)}`,
  };
}

function kitNumber(n: number): number {
  return Math.floor(n / CYCLE) * KITS + (n % CYCLE);
}

function teamOf(plan: ShopPlan, n: number): number {
  return kitNumber(n) % teamCount(plan);
}

function descriptionOf(plan: ShopPlan, n: number): string {
  const { seed } = plan;
  const count = 8 + draw(seed, 'length', n, 8);
  const words = Array.from({ length: count }, (_, index) =>
    pick(DESCRIPTION_WORDS, draw(seed, `word ${index}`, n, DESCRIPTION_WORDS.length)),
  );
  // With the home kits, a third of all products has the word.
  if (happens(seed, 'home', n, 0.2)) words.push('home');
  const made = n % CYCLE < KITS ? ` Made by ${teamMaker(teamOf(plan, n))}.` : '';
  return `${words.join(' ')}.${made}`;
}

function sizesOf(seed: number, n: number, tag: string): readonly ProductSize[] {
  const names = namesOfSizes(n, tag);
  // Half of the sizes are counted, and never in a row of products the same ones.
  return names.map((size, position) =>
    (n + position) % 2 === 0
      ? { size, stock: draw(seed, `stock ${position}`, n, MOST_STOCK) }
      : { size },
  );
}

function namesOfSizes(n: number, tag: string): readonly string[] {
  if (tag === 'kits') return KIT_SIZES;
  return tag === 'boots' ? BOOT_SIZES : pick(OTHER_SIZES, n);
}
