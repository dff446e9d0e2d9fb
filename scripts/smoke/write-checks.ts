import {
  type Check,
  type CheckContext,
  CheckSkipped,
  expectStatus,
  expectThat,
  objectOf,
} from './check.ts';

interface Account {
  userId?: string;
  token?: string;
}

/**
 * An account that lives for the test alone. Its deletion is a check of its own, so that it is tried
 * whatever failed before it.
 */
export function throwawayChecks(id: string): readonly Check[] {
  const email = `smoke-${id}@example.com`;
  const password = `smoke ${id}`;
  const account: Account = {};
  return [
    {
      title: 'an account is registered',
      async run({ client }) {
        const answer = await client.call('/register', {
          method: 'POST',
          json: { email, password },
        });
        expectStatus(answer, 201);
        account.userId = String(objectOf(answer)['user_id']);
        return undefined;
      },
    },
    {
      title: 'it signs in',
      async run({ client }) {
        needed(account.userId, 'there is no account');
        const answer = await client.call('/login', { method: 'POST', json: { email, password } });
        expectStatus(answer, 200);
        account.token = String(objectOf(answer)['access_token']);
        return undefined;
      },
    },
    {
      title: 'it has a cart',
      run: (context) => fillCart(context, account),
    },
    {
      title: 'it is deleted, and its token ends',
      async run({ client }) {
        const userId = needed(account.userId, 'there is no account');
        const token = needed(
          account.token,
          `${email} could not sign in: an admin has to delete it`,
        );
        const path = `/users/${userId}`;
        expectStatus(await client.call(path, { method: 'DELETE', token }), 200);
        const after = await client.call(path, { method: 'DELETE', token });
        expectThat(after.status === 401, `the token is answered with ${after.status} and not 401`);
        return undefined;
      },
    },
  ];
}

async function fillCart({ client }: CheckContext, account: Account): Promise<string | undefined> {
  const userId = needed(account.userId, 'there is no account');
  const token = needed(account.token, 'there is no token');
  const path = `/users/${userId}/cart`;
  expectThat((await cartLines(path)).length === 0, 'the new cart is not empty');
  const { items } = objectOf(await client.call('/products?limit=1'));
  const product = Array.isArray(items) ? items[0] : undefined;
  const size = product?.sizes?.find(({ stock }: { stock: number | null }) => stock !== 0)?.size;
  if (size === undefined) return 'empty, since the first product is not there or not in stock';
  const added = await client.call(`${path}/items`, {
    method: 'POST',
    token,
    json: { product_id: product.product_id, size },
  });
  expectStatus(added, 200);
  expectThat((await cartLines(path)).length === 1, 'the cart does not have its one line');
  expectStatus(await client.call(path, { method: 'DELETE', token }), 200);
  expectThat((await cartLines(path)).length === 0, 'the cart was not emptied');
  return 'one line came and went';

  async function cartLines(cartPath: string): Promise<readonly unknown[]> {
    const answer = await client.call(cartPath, { token });
    expectStatus(answer, 200);
    const { lines } = objectOf(answer);
    expectThat(Array.isArray(lines), 'the cart has no list of lines');
    return lines;
  }
}

function needed(value: string | undefined, otherwise: string): string {
  if (value === undefined) throw new CheckSkipped(otherwise);
  return value;
}
