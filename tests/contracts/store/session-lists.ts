import { describe, expect, test } from 'vitest';
import type { PageRequest } from '../../../src/domain/page.ts';
import {
  type AccountAccess,
  isLiveSession,
  type Session,
  sessionIdAt,
} from '../../../src/domain/session.ts';
import { instant, numbered, type StoreInUse, sampleUser, walk } from './sample-rows.ts';
import { accountOf, listedIds, sampleSession, startSessions } from './session-rows.ts';

const NOW = 100;

export function sessionListsContract(inUse: StoreInUse): void {
  const list =
    (account = accountOf('ann')) =>
    (page: PageRequest) =>
      inUse().sessions.listSessions(account, instant(NOW), page);
  const add = async (session: Session) => {
    await inUse().sessions.startSession(session);
    return session;
  };
  const idsOf = async (account: AccountAccess, limit: number) =>
    (await walk(list(account), limit)).map((session) => session.sessionId);

  describe('lists of sessions', () => {
    test('no session gives an empty last page', async () => {
      await inUse().users.createUser(sampleUser('ann'));
      for (const userId of ['ann', 'nobody']) {
        const page = await list(accountOf(userId))({ limit: 10 });
        expect(page.items).toEqual([]);
        expect(page.nextCursor).toBeUndefined();
      }
    });

    test('the newest comes first, each as it is', async () => {
      await inUse().users.createUser(sampleUser('ann'));
      const ages = [3, 1, 4, 0, 2];
      const sessions: Session[] = [];
      for (const age of ages) {
        const createdAt = instant(age);
        const sessionId = sessionIdAt(new Date(createdAt), `unique${9 - age}`);
        sessions.push(await add(sampleSession('ann', sessionId, { createdAt })));
      }
      const newestFirst = sessions.sort((left, right) =>
        left.createdAt < right.createdAt ? 1 : -1,
      );
      for (const limit of [1, 2, 5, 1000]) {
        expect(await walk(list(), limit)).toEqual(newestFirst);
      }
    });

    test('only a page that is followed by another has a cursor', async () => {
      await inUse().users.createUser(sampleUser('ann'));
      for (const id of numbered('s', 3)) await add(sampleSession('ann', id));
      const cursorAt = async (limit: number) => (await list()({ limit })).nextCursor;
      expect(await cursorAt(1)).toBeTypeOf('string');
      expect(await cursorAt(2)).toBeTypeOf('string');
      expect(await cursorAt(3)).toBeUndefined();
      expect(await cursorAt(1000)).toBeUndefined();
    });

    test('those and only those are listed that still stand, to the millisecond', async () => {
      await inUse().users.createUser(sampleUser('ann'));
      const edges = [NOW - 0.001, NOW, NOW + 0.001].map(instant);
      const sessions: Session[] = [];
      for (const epoch of [0, 1, 2]) {
        for (const idleExpiresAt of edges) {
          for (const expiresAt of edges) {
            const over = { epoch, idleExpiresAt, expiresAt };
            sessions.push(await add(sampleSession('ann', `s${10 + sessions.length}`, over)));
          }
        }
      }
      for (const status of ['active', 'disabled'] as const) {
        for (const keptSessionId of [undefined, ...sessions.map((one) => one.sessionId)]) {
          const account = accountOf('ann', { status, sessionEpoch: 1, keptSessionId });
          const live = sessions
            .filter((session) => isLiveSession(session, account, new Date(instant(NOW))))
            .map((session) => session.sessionId);
          const named = `${status}, kept ${keptSessionId}`;
          expect(await idsOf(account, 5), named).toEqual(live.reverse());
        }
      }
    });

    test('a page holds what its limit says, however many ended ones lie between', async () => {
      await inUse().users.createUser(sampleUser('ann'));
      const ids = numbered('s', 30).map((_, index) => `s${10 + index}`);
      for (const [index, id] of ids.entries()) {
        await add(sampleSession('ann', id, { epoch: index % 6 === 0 ? 1 : 0 }));
      }
      const account = accountOf('ann', { sessionEpoch: 1 });
      const first = await list(account)({ limit: 2 });
      expect(first.items.map((one) => one.sessionId)).toEqual(['s34', 's28']);
      const second = await list(account)({ limit: 2, cursor: first.nextCursor });
      expect(second.items.map((one) => one.sessionId)).toEqual(['s22', 's16']);
      const third = await list(account)({ limit: 2, cursor: second.nextCursor });
      expect(third.items.map((one) => one.sessionId)).toEqual(['s10']);
      expect(third.nextCursor).toBeUndefined();
    });

    test("another account's sessions are in no page, whatever the cursor", async () => {
      for (const userId of ['ann', 'bob']) {
        await inUse().users.createUser(sampleUser(userId));
        for (const id of numbered(`${userId}-`, 3)) await add(sampleSession(userId, id));
      }
      const { nextCursor: cursor } = await list(accountOf('bob'))({ limit: 1 });
      expect(await idsOf(accountOf('ann'), 2)).toEqual(['ann-2', 'ann-1', 'ann-0']);
      const { items } = await list(accountOf('ann'))({ limit: 9, cursor });
      expect(items.map((one) => one.userId)).not.toContain('bob');
    });

    test('an ended session is in no list', async () => {
      await inUse().users.createUser(sampleUser('ann'));
      await startSessions(inUse(), 'ann', ...numbered('s', 3));
      await inUse().sessions.endSession('ann', 's1');
      expect(await listedIds(inUse(), 'ann')).toEqual(['s2', 's0']);
    });
  });
}
