import { describe, expect, test } from 'vitest';
import type { PageRequest } from '../../../src/domain/page.ts';
import type { User } from '../../../src/domain/user.ts';
import type { UserFilter } from '../../../src/ports/user-store.ts';
import { instant, numbered, type StoreInUse, sampleUser, walk } from './sample-rows.ts';

export function userListsContract(inUse: StoreInUse): void {
  const list = (filter: UserFilter) => (page: PageRequest) => inUse().users.listUsers(filter, page);
  const idsOf = async (filter: UserFilter, limit = 2) =>
    (await walk(list(filter), limit)).map((user) => user.userId);

  describe('lists of accounts', () => {
    test('no account gives an empty last page', async () => {
      for (const filter of [{}, { email: 'a@example.com' }, { emailPrefix: 'a' }]) {
        const page = await list(filter)({ limit: 10 });
        expect(page.items).toEqual([]);
        expect(page.nextCursor).toBeUndefined();
      }
    });

    test('a change moves no account in the list', async () => {
      const { users } = inUse();
      for (const id of numbered('u', 5)) await users.createUser(sampleUser(id));
      const before = await idsOf({});
      await users.updateUser('u0', { email: 'z@example.com' }, { updatedAt: instant(99) });
      expect(await idsOf({})).toEqual(before);
    });

    test('only a page that is followed by another has a cursor', async () => {
      const { users } = inUse();
      for (const id of numbered('u', 3)) await users.createUser(sampleUser(id));
      for (const filter of [{}, { emailPrefix: 'u' }]) {
        const cursorAt = async (limit: number) => (await list(filter)({ limit })).nextCursor;
        expect(await cursorAt(1)).toBeTypeOf('string');
        expect(await cursorAt(2)).toBeTypeOf('string');
        expect(await cursorAt(3)).toBeUndefined();
        expect(await cursorAt(4)).toBeUndefined();
        expect(await cursorAt(1000)).toBeUndefined();
      }
    });

    test('a page holds what its limit says', async () => {
      const { users } = inUse();
      for (const id of numbered('u', 5)) await users.createUser(sampleUser(id));
      for (const limit of [1, 2, 5, 1000]) {
        expect((await list({})({ limit })).items).toHaveLength(Math.min(limit, 5));
        expect(await idsOf({}, limit)).toHaveLength(5);
      }
    });

    test('a deleted account is in no list', async () => {
      const { users } = inUse();
      for (const id of numbered('u', 3)) await users.createUser(sampleUser(id));
      await users.deleteUser('u1', { deletedAt: instant(1) });
      expect([...(await idsOf({}))].sort()).toEqual(['u0', 'u2']);
      expect(await idsOf({ emailPrefix: 'u' })).toEqual(['u0', 'u2']);
      expect(await idsOf({ email: 'u1@example.com' })).toEqual([]);
    });

    test('each filter and each combination gives what fits all of it', async () => {
      const { users } = inUse();
      const all: User[] = [];
      for (const role of ['customer', 'admin'] as const) {
        for (const status of ['active', 'disabled'] as const) {
          for (const name of ['ann', 'anna', 'bob']) {
            const email = `${name}.${role}.${status}@example.com`;
            const createdAt = instant(all.length);
            all.push(sampleUser(`u${all.length}`, { email, role, status, createdAt }));
          }
        }
      }
      for (const user of all) await users.createUser(user);
      const choices = {
        email: [undefined, 'ann.admin.active@example.com', 'no@example.com'],
        emailPrefix: [undefined, 'ann', 'ann.', 'bob.admin.active@example.com', 'x'],
        status: [undefined, 'active', 'disabled'],
        role: [undefined, 'customer', 'admin'],
      } as const;
      const filters = choices.email.flatMap((email) =>
        choices.emailPrefix.flatMap((emailPrefix) =>
          choices.status.flatMap((status) =>
            choices.role.map((role) => ({ email, emailPrefix, status, role })),
          ),
        ),
      );
      for (const filter of filters) {
        const expected = all.filter((user) => fits(user, filter));
        const found = await walk(list(filter), 2);
        expect([...found].sort(byId), JSON.stringify(filter)).toEqual(expected.sort(byId));
      }
    });

    test('a filter takes the email literally', async () => {
      const { users } = inUse();
      for (const name of ['a_b', 'axb', 'a%b', "a'b", 'a*b', 'a[b', 'é', 'e']) {
        const id = `u${Buffer.from(name).toString('hex')}`;
        await users.createUser(sampleUser(id, { email: `${name}@example.com` }));
      }
      const emails = async (filter: UserFilter) =>
        (await walk(list(filter), 1)).map((user) => user.email);
      expect(await emails({ emailPrefix: 'a_' })).toEqual(['a_b@example.com']);
      expect(await emails({ emailPrefix: 'a%' })).toEqual(['a%b@example.com']);
      expect(await emails({ emailPrefix: 'a*' })).toEqual(['a*b@example.com']);
      expect(await emails({ emailPrefix: "a'" })).toEqual(["a'b@example.com"]);
      expect(await emails({ emailPrefix: 'é' })).toEqual(['é@example.com']);
      expect(await emails({ emailPrefix: 'A' })).toEqual([]);
      expect(await emails({ email: 'a_b@example.com' })).toEqual(['a_b@example.com']);
      expect(await emails({ email: 'a_b' })).toEqual([]);
    });

    test('with an email prefix the list is in the order of the emails', async () => {
      const { users } = inUse();
      const names = ['p.b', 'p-b', 'pa', 'p1', 'p', 'p_', 'pz', 'p+x'];
      for (const [age, name] of names.entries()) {
        const email = `${name}@example.com`;
        await users.createUser(sampleUser(`u${age}`, { email, createdAt: instant(age) }));
      }
      const found = (await walk(list({ emailPrefix: 'p' }), 3)).map((user) => user.email);
      expect(found).toEqual(names.map((name) => `${name}@example.com`).sort());
    });

    test('the email filter follows a moved email', async () => {
      const { users } = inUse();
      await users.createUser(sampleUser('ann'));
      await users.updateUser('ann', { email: 'moved@example.com' }, { updatedAt: instant(1) });
      expect(await idsOf({ email: 'ann@example.com' })).toEqual([]);
      expect(await idsOf({ emailPrefix: 'ann@' })).toEqual([]);
      expect(await idsOf({ email: 'moved@example.com' })).toEqual(['ann']);
      expect(await idsOf({ emailPrefix: 'moved' })).toEqual(['ann']);
    });
  });
}

function fits(user: User, filter: UserFilter): boolean {
  return (
    (filter.email === undefined || user.email === filter.email) &&
    (filter.emailPrefix === undefined || user.email.startsWith(filter.emailPrefix)) &&
    (filter.status === undefined || user.status === filter.status) &&
    (filter.role === undefined || user.role === filter.role)
  );
}

function byId(left: User, right: User): number {
  return left.userId < right.userId ? -1 : 1;
}
