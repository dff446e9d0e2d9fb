import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Route } from '../../src/routes/route.ts';
import type { JsonObject } from '../contracts/http/api-client.ts';
import { expectProblem } from '../contracts/http/expect-problem.ts';
import {
  type AccessBench,
  type AccessTarget,
  accessBench,
  HOOK_TIMEOUT_MS,
} from './access-bench.ts';
import { type Account, newAccount, newNamed } from './accounts.ts';
import { inputOf, probesOf } from './probes.ts';

/** What the store keeps and no profile may set, under the names of every layer. */
const OTHERS: JsonObject = {
  ...{ role: 'admin', status: 'active', is_admin: true, admin: true },
  ...{ user_id: 'someone-else', userId: 'someone-else', id: 'someone-else' },
  ...{ password: 'a new password', password_hash: '$argon2id$', passwordHash: '$argon2id$' },
  ...{ version: 1, created_at: '2020-01-01T00:00:00.000Z', createdAt: '2020-01-01T00:00:00.000Z' },
  ...{ updated_at: '2020-01-01T00:00:00.000Z', session_id: 'x', sessionId: 'x' },
  ...{ session_epoch: 0, sessionEpoch: 0, kept_session_id: 'x', keptSessionId: 'x' },
  ...{ reset_token: 'kpr.x', reset_token_hash: 'x', reset_expires_at: '2100-01-01T00:00:00.000Z' },
  ...{ access_token: 'x', refresh_token: 'krt.x', token: 'x', family_hash: 'x', refresh_hash: 'x' },
  ...{ email_initial: 'a', personalDetails: {}, order_id: 'x', order_status: 'Paid', price: 0 },
};

/** Nothing can be set through a body that its route does not name. */
export function massAssignmentContract(target: AccessTarget, routes: readonly Route[]): void {
  let bench: AccessBench;
  let admin: Account;
  let owner: Account;
  beforeAll(async () => {
    bench = await accessBench(target.store());
    admin = await newAccount(bench, { role: 'admin' });
    owner = { ...(await newAccount(bench)), ...(await resetOf(bench)) };
  }, HOOK_TIMEOUT_MS);
  afterAll(() => bench.close());

  describe('fields that are not for', () => {
    const probes = probesOf(routes).filter(({ route }) => route.body !== undefined);
    test.each(probes.map((probe) => ({ name: probe.name, probe })))(
      '$name are each named and refused, whoever sends them',
      async ({ probe }) => {
        const { method, url, body = {} } = inputOf(probe, owner);
        const unknown = Object.entries(OTHERS).filter(([field]) => !(field in body));
        const before = await target.dumpBefore();
        const { audience } = probe.route.access;
        const tokens = [
          admin.token,
          ...(audience === 'admin' ? [] : [owner.token]),
          ...(audience === 'anyone' ? [undefined] : []),
        ];
        const sent = { ...Object.fromEntries(unknown), ...body };
        for (const token of tokens) {
          const answer = await bench.send({ method, url, token, text: JSON.stringify(sent) });
          const fields = unknown.map(([field]) => [`#/${field}`, 'is not a known field']);
          expectProblem(answer, 'INVALID_INPUT', Object.fromEntries(fields));
        }
        for (const [field, value] of unknown) {
          const text = JSON.stringify({ ...body, [field]: value });
          const answer = await bench.send({ method, url, token: admin.token, text });
          expectProblem(answer, 'INVALID_INPUT', [`#/${field}`]);
        }
        expect(await target.dump()).toEqual(before);
      },
    );
  });

  test('personal details with the names of other fields stay details', async () => {
    const person = await newAccount(bench);
    const { token, userId } = person;
    const details = {
      role: 'admin',
      status: 'disabled',
      email: admin.email,
      user_id: admin.userId,
    };
    const before = await bench.store.users.findUser(userId);
    const text = JSON.stringify({ personal_details: details });
    const url = `/user-personal-information/${userId}`;
    const { status, body } = await bench.send({ method: 'PUT', url, token, text });
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        ...{ user_id: userId, customer_email: person.email, role: 'customer', status: 'active' },
        personal_details: details,
      },
    });
    const { personalDetails, updatedAt, version, ...user } =
      (await bench.store.users.findUser(userId)) ?? {};
    expect(before).toMatchObject(user);
    expectProblem(await bench.send({ method: 'GET', url: '/users', token }), 'FORBIDDEN');
  });

  const resetOf = async (from: AccessBench) => ({ resetToken: (await newNamed(from)).resetToken });
}
