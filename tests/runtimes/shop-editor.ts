import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { type Answer, type Api, textIn } from '../contracts/http/api-client.ts';
import { walk } from '../contracts/http/fixtures.ts';
import { answersTo, expectStatus, oneOf, type ShopWorld } from './shop-world.ts';

const MOST = 8;

/** Makes, renames and removes products that nobody buys, and changes prices of those that sell. */
export class Editor {
  readonly #world: ShopWorld;
  /** Their ids by their labels, as far as it was told. */
  #products: ReadonlyMap<string, string> = new Map();
  /** The labels as the unanswered call would have made them. */
  #after: readonly string[] | undefined;
  /** Every product there ever was. */
  readonly everMade = new Set<string>();
  changeCount = 0;

  constructor(world: ShopWorld) {
    this.#world = world;
    for (const { product_id } of world.units) this.everMade.add(product_id);
  }

  async act(api: Api): Promise<void> {
    const labels = [...this.#products.keys()];
    const label = `Banner ${randomUUID()}`;
    const old = labels.length > 0 ? oneOf(labels) : undefined;
    const path = `/products/${this.#products.get(old ?? '')}`;
    const without = labels.filter((one) => one !== old);
    const act = oneOf([
      'make',
      'rename',
      'resize',
      'price',
      labels.length > MOST ? 'remove' : 'make',
    ]);
    if (act === 'price') {
      const { product_id } = oneOf(this.#world.units);
      const price = oneOf([19.5, 24.5, 30]);
      await this.#change(labels, api.put(`/products/${product_id}`, { price }));
    } else if (act === 'make' || old === undefined) {
      const { tag } = this.#world;
      const sizes = ['S', 'M'].map((size) => ({ size, stock: 7 }));
      const made = api.post('/products', { tag, label, price: 12, sizes });
      const productId = textIn(await this.#change([...labels, label], made), 'product_id');
      this.#products = new Map([...this.#products, [label, productId]]);
      this.everMade.add(productId);
    } else if (act === 'resize') {
      const sizes = oneOf([['S', 'M'], ['M', 'L'], ['M']]);
      await this.#change(labels, api.put(path, { sizes }));
    } else {
      const isRenamed = act === 'rename';
      const call = isRenamed ? api.put(path, { label }) : api.delete(path);
      await this.#change(isRenamed ? [...without, label] : without, call);
      const entries = [...this.#products].filter(([one]) => one !== old);
      const id = this.#products.get(old) ?? '';
      this.#products = new Map(isRenamed ? [...entries, [label, id]] : entries);
    }
  }

  /** Each product is in the list by label once, with the label that was told or that is in doubt. */
  async verify(api: Api): Promise<void> {
    const path = `/products?tag=${this.#world.tag}&sort=label&limit=5`;
    const listed = (await walk(api, path)).flat();
    const ids = listed.map((product) => String(product['product_id']));
    expect(new Set(ids).size).toBe(ids.length);
    const labels = listed.map((product) => String(product['label']));
    expect(labels).toEqual(labels.toSorted());
    const sold = new Set(this.#world.units.map(({ product_id }) => product_id));
    expect(ids.filter((id) => sold.has(id))).toHaveLength(sold.size);
    const own = listed.filter((product) => !sold.has(String(product['product_id'])));
    const found = own.map((product) => String(product['label'])).toSorted();
    const possible = [[...this.#products.keys()], this.#after ?? []].map((one) => one.toSorted());
    expect(possible).toContainEqual(found);
    for (const product of own) {
      const one = await api.get(`/products/${product['product_id']}`);
      expect(one.body).toEqual(product);
      this.everMade.add(String(product['product_id']));
    }
    this.#products = new Map(own.map((one) => [String(one['label']), String(one['product_id'])]));
    this.#after = undefined;
  }

  async #change(after: readonly string[], call: Promise<Answer>): Promise<Answer> {
    this.#after = after;
    const [answer] = await answersTo(call);
    if (answer === undefined) throw new Error('No answer');
    expectStatus(answer, 200, 201);
    this.changeCount += 1;
    this.#after = undefined;
    return answer;
  }
}
