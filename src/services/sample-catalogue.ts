import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { fromMajorUnits } from '../domain/money.ts';
import type { Product } from '../domain/product.ts';
import type { Catalogue } from '../ports/store.ts';

const FOLDER = new URL('../../sample-data/', import.meta.url);

/** The folder with "<id>.png" of every sample ad and product. */
export const SAMPLE_PHOTOS = fileURLToPath(new URL('photos', FOLDER));

/** A product as sample-data/products.json has it: the documents' attribute names. */
interface SampleProduct {
  readonly product_id: string;
  readonly tag: string;
  readonly label?: string;
  readonly team_name?: string;
  readonly season?: string;
  readonly side?: string;
  readonly brand?: string;
  readonly description: string;
  /** Major units. */
  readonly price: number;
  readonly sizes: readonly string[];
}

interface SampleAd {
  readonly ad_id: string;
  readonly ad_label: string;
}

/** The sample shop, priced in the given currency. */
export async function readSampleCatalogue(currency: string): Promise<Catalogue> {
  const [ads, products] = await Promise.all([
    readJson<readonly SampleAd[]>('ads.json'),
    readJson<readonly SampleProduct[]>('products.json'),
  ]);
  return {
    ads: ads.map((ad) => ({ adId: ad.ad_id, label: ad.ad_label })),
    products: products.map((product) => toProduct(product, currency)),
  };
}

async function readJson<Content>(file: string): Promise<Content> {
  return JSON.parse(await readFile(new URL(file, FOLDER), 'utf8')) as Content;
}

function toProduct(sample: SampleProduct, currency: string): Product {
  // In a currency without decimals 89.99 becomes 90.
  const price =
    fromMajorUnits(sample.price, currency) ?? fromMajorUnits(Math.round(sample.price), currency);
  if (price === undefined) throw new Error(`Sample product ${sample.product_id} has no price`);
  return {
    productId: sample.product_id,
    tag: sample.tag,
    label: sample.label,
    teamName: sample.team_name,
    season: sample.season,
    side: sample.side,
    brand: sample.brand,
    description: sample.description,
    price,
    sizes: sample.sizes.map((size) => ({ size })),
  };
}
