import { type Check, expectStatus, expectThat, listOf, objectOf } from './check.ts';
import type { SmokeAnswer } from './client.ts';

/** The headers of src/routes/security-headers.ts, on an answer that has no reason to differ. */
const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
};

const REQUEST_ID = 'kitroom-smoke-test';

/** What everybody may read. */
export const PAGE_CHECKS: readonly Check[] = [
  statusOk('the process answers', '/health/live'),
  statusOk('the store answers', '/health/ready'),
  {
    title: 'the API describes itself',
    async run({ client }) {
      const answer = await client.call('/openapi.json');
      expectStatus(answer, 200);
      const { openapi, paths } = objectOf(answer);
      expectThat(String(openapi).startsWith('3.1'), `openapi is ${String(openapi)} and not 3.1`);
      const count = Object.keys(Object(paths)).length;
      expectThat(count > 0, 'the document has no path');
      return `${count} paths`;
    },
  },
  {
    title: 'the public keys of tokens are public, and no more than that',
    async run({ client }) {
      const answer = await client.call('/.well-known/jwks.json');
      expectStatus(answer, 200);
      const keys = objectOf(answer)['keys'];
      expectThat(Array.isArray(keys) && keys.length > 0, 'there is no key');
      expectThat(
        keys.every((key) => typeof key === 'object' && key !== null && !('d' in key)),
        'a key shows its private part',
      );
      return `${keys.length} ${keys.length === 1 ? 'key' : 'keys'}`;
    },
  },
  {
    title: 'the home page has its ads',
    async run({ client }) {
      const answer = await client.call('/home_page');
      expectStatus(answer, 200);
      return `${listOf(answer).length} ads`;
    },
  },
  {
    title: 'the products are listed, and the next page goes on',
    async run({ client }) {
      const first = await client.call('/products?limit=1');
      const firstIds = productIdsOf(first);
      const link = first.headers.get('link');
      if (link === null) return 'one page is all';
      const next = /<([^>]+)>; rel="next"/.exec(link)?.[1];
      expectThat(next !== undefined, `the link names no next page: ${link}`);
      const secondIds = productIdsOf(await client.call(next));
      expectThat(
        !secondIds.some((id) => firstIds.includes(id)),
        'the next page repeats the first one',
      );
      return 'two pages';
    },
  },
  {
    title: 'the products of a tag are loaded',
    async run({ client }) {
      const { items } = objectOf(await client.call('/products?limit=1'));
      const tag = Array.isArray(items) ? items[0]?.tag : undefined;
      const path = `/load_products?product_tag=${encodeURIComponent(tag ?? 'boots')}`;
      const answer = await client.call(path);
      expectStatus(answer, 200);
      const count = listOf(answer).length;
      expectThat(tag === undefined || count > 0, `there is no product of the tag ${tag}`);
      return `${count} products`;
    },
  },
  {
    title: 'an answer has the security headers',
    async run({ client }) {
      const { headers } = await client.call('/health/live');
      for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
        expectThat(headers.get(name) === value, `${name} is ${headers.get(name)} and not ${value}`);
      }
      if (!client.url.startsWith('https:')) return undefined;
      expectThat(headers.has('strict-transport-security'), 'strict-transport-security is missing');
      return undefined;
    },
  },
  {
    title: 'the id of a request is kept',
    async run({ client }) {
      const headers = { 'x-request-id': REQUEST_ID };
      const answer = await client.call('/health/live', { headers });
      const given = answer.headers.get('x-request-id');
      expectThat(given === REQUEST_ID, `x-request-id is ${given} and not ${REQUEST_ID}`);
      return undefined;
    },
  },
];

function statusOk(title: string, path: string): Check {
  return {
    title,
    async run({ client }) {
      const answer = await client.call(path);
      expectStatus(answer, 200);
      const { status } = objectOf(answer);
      expectThat(status === 'ok', `it says ${String(status)} and not ok`);
      return undefined;
    },
  };
}

function productIdsOf(answer: SmokeAnswer): readonly string[] {
  expectStatus(answer, 200);
  const { items } = objectOf(answer);
  expectThat(Array.isArray(items), 'the answer has no list of items');
  return items.map((item: { readonly product_id?: unknown }) => String(item.product_id));
}
