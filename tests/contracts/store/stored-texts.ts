import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { User } from '../../../src/domain/user.ts';
import { productLists } from './product-order.ts';
import {
  filledCart,
  instant,
  orderOf,
  type StoreInUse,
  sampleProduct,
  sampleUser,
  unitsOf,
} from './sample-rows.ts';

const NASTY = [
  `O'Neill "the" \`Boot\``,
  `'; DROP TABLE users; --`,
  `\${jndi:ldap://x} {{7*7}} <script>`,
  '%_*?[a-z]\\',
  '#/:@&=+,;|~^',
  ':userId ?1 $name @p attribute_exists(x)',
  '👩‍👩‍👧‍👦🏳️‍🌈 ⚽',
  'e\u0301 \u00e9 ﬁ Å \u212b',
  '\u202eabc\u2066 \ufeff\u200d',
  '\u0001\u001f\u007f\u0085\u2028\u2029',
  '\u{10ffff}\u{1f600}\ufffd\ufffe',
  'null',
  'true',
  '0',
  '-1e999',
  '1'.repeat(500),
  ' padded\t\n',
];

/** Text of any characters but NUL, which no edge lets in. */
const text = fc.oneof(
  fc.constantFrom(...NASTY),
  fc
    .string({ unit: 'binary', minLength: 1, maxLength: 40 })
    .map((one) => one.replaceAll('\0', '0')),
);

const details = fc
  .dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 }), { maxKeys: 6 })
  // -0 has no JSON.
  .map((value) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>);

export function storedTextsContract(inUse: StoreInUse, propertyRuns: number): void {
  describe('values come back as they went in', () => {
    test('the texts of an account', async () => {
      const { users } = inUse();
      let made = 0;
      const property = fc.asyncProperty(text, text, async (first, second) => {
        made += 1;
        const texts = {
          firstname: first,
          lastname: second,
          address: first + second,
          gender: second,
          phoneNumber: first,
        };
        const user: User = sampleUser(`u${made}`, texts);
        await users.createUser(user);
        expect(await users.findUser(user.userId)).toEqual(user);
        const swapped = { firstname: second, lastname: first };
        const outcome = await users.updateUser(user.userId, swapped, { updatedAt: instant(1) });
        expect(outcome).toMatchObject({ kind: 'updated', user: swapped });
      });
      await fc.assert(property, {
        numRuns: propertyRuns,
        examples: NASTY.map((one) => [one, one]),
      });
    });

    test('an email of any script', async () => {
      const { users } = inUse();
      for (const [index, name] of ["o'neill", 'ünïcode', '用户', 'a"b', '%', '_', '👍'].entries()) {
        const user = sampleUser(`u${index}`, { email: `${name}@example.com` });
        await users.createUser(user);
        expect(await users.findUserByEmail(user.email)).toEqual(user);
        expect((await users.listUsers({ email: user.email }, { limit: 9 })).items).toEqual([user]);
      }
    });

    test('personal details of any JSON, created and changed', async () => {
      const { users } = inUse();
      let made = 0;
      const property = fc.asyncProperty(details, details, async (first, second) => {
        made += 1;
        const userId = `u${made}`;
        await users.createUser(sampleUser(userId, { personalDetails: first }));
        expect((await users.findUser(userId))?.personalDetails).toEqual(first);
        await users.updateUser(userId, { personalDetails: second }, { updatedAt: instant(1) });
        expect((await users.findUser(userId))?.personalDetails).toEqual(second);
      });
      const extremes = {
        '': '',
        a: [null, true, [], {}, '', 5e-324, 1.7976931348623157e308, -1, 0.1, 2 ** 53 - 1],
        ...Object.fromEntries(NASTY.map((one) => [one, one])),
      };
      await fc.assert(property, { numRuns: propertyRuns, examples: [[extremes, {}]] });
    });

    test('personal details are replaced and not merged', async () => {
      const { users } = inUse();
      await users.createUser(sampleUser('ann', { personalDetails: { a: 1, b: { c: 2 } } }));
      await users.updateUser('ann', { personalDetails: { b: {} } }, { updatedAt: instant(1) });
      expect((await users.findUser('ann'))?.personalDetails).toEqual({ b: {} });
    });

    test('the largest personal details', async () => {
      const { users } = inUse();
      const personalDetails = { note: '⚽'.repeat(10_900) };
      await users.createUser(sampleUser('ann', { personalDetails }));
      expect((await users.findUser('ann'))?.personalDetails).toEqual(personalDetails);
    });

    test('the texts and ids of the catalogue, a cart and an order', async () => {
      const store = inUse();
      const products = NASTY.map((one) =>
        sampleProduct(one, {
          tag: one,
          label: one,
          name: one,
          teamName: one,
          season: one,
          side: one,
          brand: one,
          description: one,
          sizes: [{ size: one }],
        }),
      );
      const ads = NASTY.map((one) => ({ adId: one, label: one }));
      await store.importCatalogue({ ads, products });
      for (const [index, product] of products.entries()) {
        const { productId: id } = product;
        expect(await store.products.findProduct(id)).toEqual(product);
        expect([...(await store.products.findProducts([id])).values()]).toEqual([product]);
        const listed = await store.products.listProductsByTag(id, { limit: 9 });
        expect(listed.items).toEqual([product]);
        for (const list of productLists([id]).filter(({ tag }) => tag !== undefined)) {
          expect((await store.products.listProducts(list, { limit: 9 })).items).toEqual([product]);
        }
        const cart = await filledCart(store, `buyer${index}`, [[id, id]]);
        expect(await unitsOf(store, `buyer${index}`)).toEqual([`${id}/${id}`]);
        const order = orderOf(cart, `o${index}`);
        const claim = { scope: id, key: id, fingerprint: id, expiresAt: instant(3600) };
        await store.orders.placeOrder({ order, cartVersion: cart.version, claim });
        const { items } = await store.orders.listOrdersByUser(`buyer${index}`, { limit: 9 });
        expect(items).toEqual([order]);
        const record = await store.orders.findIdempotencyRecord(id, id, instant(60));
        expect(record).toEqual({ fingerprint: id, resultId: `o${index}` });
      }
      const drawn = (await store.ads.sampleAds(999)).map((ad) => ad.adId);
      expect([...drawn].sort()).toEqual([...NASTY].sort());
    });
  });
}
