import { describe, expect, test } from 'vitest';
import { defineRoute } from '../../src/routes/route.ts';
import { CALLS, OTHER_PATHS } from '../contracts/http/call-table.ts';
import { freshEmail, freshUserId } from '../contracts/http/fixtures.ts';
import { wiredRoutes } from './access-bench.ts';
import type { Named } from './accounts.ts';
import { checkedInputOf, inputOf, probesOf } from './probes.ts';

const routes = await wiredRoutes();
const probes = probesOf(routes).map((probe) => ({ name: probe.name, probe }));

const SESSION_ID = '019a5b3c2d10-5f0c6a3e-7d54-4f3b-9b61-0c1d2e3f4a5b';

function someone(): Named {
  const userId = freshUserId();
  const tokens = { refreshToken: 'krt.x', resetToken: 'kpr.x' };
  return {
    ...{ userId, email: freshEmail(), sessionId: SESSION_ID, newEmail: freshEmail(), ...tokens },
    ...{ productId: 'a-product', adId: 'an-ad', orderId: 'an-order' },
    ...{ cartId: '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed', cartSecret: 'kcs_x' },
    ...{ webhookId: '3f0c9a52-6f1e-4c1b-8a58-2b7b5a0e7c11', deliveryId: '1-2' },
  };
}

describe('who may call it', () => {
  test('is said by every route in one of five ways', () => {
    expect(routes.length).toBeGreaterThan(35);
    for (const { access, operationId } of routes) {
      expect(['anyone', 'user', 'reader', 'owner', 'admin'], operationId).toContain(
        access.audience,
      );
      expect('of' in access, operationId).toBe(access.audience === 'owner');
    }
  });

  test('is what the contract says', () => {
    const said = routes.map(({ method, path, access }) => `${method} ${path}: ${access.audience}`);
    const expected = [
      ...CALLS.map(
        ({ method, path, who }) => `${method} ${path}: ${who === 'guest' ? 'anyone' : who}`,
      ),
      ...OTHER_PATHS.map((path) => `GET ${path}: anyone`),
    ];
    expect(said.sort()).toEqual(expected.sort());
  });

  test('cannot be left unsaid', () => {
    const unsaid = {
      method: 'GET',
      path: '/',
      operationId: 'unsaid',
      tag: 'Tag',
      summary: 'A route that says nothing of access',
      reply: { status: 200, description: 'Nothing' },
      errors: [],
      run: async () => ({ status: 200, body: null }) as const,
    } as const;
    // @ts-expect-error: it does not compile, and with access it does.
    expect(defineRoute(unsaid).access).toBeUndefined();
    expect(defineRoute({ ...unsaid, access: { audience: 'anyone' } }).access).toBeDefined();
  });

  test.each(probes)('is met by good input of $name', ({ probe }) => {
    expect(inputOf(probe, someone()).url).toMatch(/^\//);
  });

  test.each(probes.filter(({ probe }) => probe.route.access.audience === 'owner'))(
    'is the account that $name itself names, and nothing else is asked',
    ({ probe }) => {
      const { access } = probe.route;
      if (access.audience !== 'owner') throw new Error('Not of an owner');
      for (const one of [someone(), someone()]) {
        const { url, body } = inputOf(probe, one);
        const asked = decodeURIComponent(url) + JSON.stringify(body);
        const owner = access.of(checkedInputOf(probe, one));
        const [expected, named] = probe.route.path.includes('{email}')
          ? [{ email: one.email }, one.email]
          : [{ userId: one.userId }, one.userId];
        expect(owner).toEqual(expected);
        expect(asked.split(named)).toHaveLength(2);
      }
    },
  );
});
