import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { accessoryDrawings } from './drawing/accessory-designs.ts';
import { adDesigns } from './drawing/ad-designs.ts';
import { drawAd } from './drawing/ad-drawing.ts';
import { bootDesigns } from './drawing/boot-designs.ts';
import { drawBoot } from './drawing/boot-drawing.ts';
import { kitDesigns } from './drawing/kit-designs.ts';
import { drawKit } from './drawing/kit-drawing.ts';
import { inStudio } from './drawing/studio.ts';

const here = import.meta.dirname;
const photos = join(here, 'photos');
const studioTint = '#7f8ea3';
const productBytes = 21_500;
const adBytes = 38_000;

// Fewer colours make a smaller file. The best quality that keeps to the budget is used, so that
// the whole folder stays small enough to keep in the repository.
const qualities = [95, 90, 85, 80, 75, 70, 65, 60, 55];

const drawProduct = (product: string, id: string): string => {
  const kit = kitDesigns.get(product);
  if (kit !== undefined) return drawKit(kit, id);
  const boot = bootDesigns.get(product);
  if (boot !== undefined) return drawBoot(boot, id);
  const accessory = accessoryDrawings.get(product);
  if (accessory !== undefined) return accessory(id);
  throw new Error(`No drawing for the product ${product}`);
};

const drawBanner = (ad: string): string => {
  const design = adDesigns.get(ad);
  if (design === undefined) throw new Error(`No drawing for the ad ${ad}`);
  return drawAd(design, drawProduct);
};

const readIds = async (file: string, key: string): Promise<string[]> => {
  const rows: unknown = JSON.parse(await readFile(join(here, file), 'utf8'));
  if (!Array.isArray(rows)) throw new Error(`${file} is not a list`);
  return rows.map((row: unknown) => {
    const id = typeof row === 'object' && row !== null ? Reflect.get(row, key) : undefined;
    if (typeof id !== 'string') throw new Error(`${file} has a row without ${key}`);
    return id;
  });
};

const render = async (svg: string, budget: number): Promise<Buffer> => {
  const raw = await sharp(Buffer.from(svg)).flatten({ background: '#ffffff' }).raw().toBuffer({
    resolveWithObject: true,
  });
  let png = Buffer.alloc(0);
  for (const quality of qualities) {
    png = await sharp(raw.data, { raw: raw.info })
      .png({ palette: true, quality, effort: 10, compressionLevel: 9, dither: 0 })
      .toBuffer();
    if (png.length <= budget) break;
  }
  return png;
};

const ads = await readIds('ads.json', 'ad_id');
const products = await readIds('products.json', 'product_id');

// Everything is drawn before the folder is cleared: a missing drawing leaves the photos alone.
const drawings = [
  ...ads.map((id) => ({ id, svg: drawBanner(id), budget: adBytes })),
  ...products.map((id) => ({
    id,
    svg: inStudio(drawProduct(id, 'art'), studioTint),
    budget: productBytes,
  })),
];

await rm(photos, { recursive: true, force: true });
await mkdir(photos, { recursive: true });
let total = 0;
for (const { id, svg, budget } of drawings) {
  const png = await render(svg, budget);
  total += png.length;
  await writeFile(join(photos, `${id}.png`), png);
}
console.log(`${drawings.length} photos, ${Math.round(total / 1000)} kB`);
