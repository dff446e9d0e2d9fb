import type { AccessBench } from './access-bench.ts';
import { ask, bad, type Decisions, decisions, no, ok } from './access-decisions.ts';
import { type Account, newAccount, newSession } from './accounts.ts';

/** Someone who calls, and whom their calls are about where they are about an account. */
export interface Caller {
  readonly token?: string | undefined;
  /** Of the guest's cart that `about` names. */
  readonly cartSecret?: string | undefined;
  readonly about: Account;
}

export interface CallerKind {
  readonly decisions: Decisions;
  /** What the token says; the store may know better. */
  readonly saysAdmin?: boolean;
  /** Whether they have no account any more. */
  readonly isGone?: true;
  readonly make: (bench: AccessBench) => Promise<Caller>;
}

/** Of one's own a token alone is enough to read by id, and of nothing else once it has ended. */
const ENDED = decisions(ok, bad, ok, bad, bad, no);

/** The contract's "Access", written out: who may call what about whom. */
export const CALLERS: Readonly<Record<string, CallerKind>> = {
  //                              anyone user byId byEmail write admin
  'nobody, about an account': {
    decisions: decisions(ok, ask, ask, ask, ask, ask),
    make: async (bench) => ({ about: await newAccount(bench) }),
  },
  'a guest with the secret of a cart': {
    decisions: { ...decisions(ok, ask, ask, ask, ask, ask), guest: ok },
    async make(bench) {
      const about = await newAccount(bench);
      return { about, cartSecret: about.cartSecret };
    },
  },
  'the owner': {
    decisions: decisions(ok, ok, ok, ok, ok, no),
    make: async (bench) => themselves(await newAccount(bench)),
  },
  'another user': {
    decisions: decisions(ok, ok, no, no, no, no),
    make: async (bench) => ({
      about: await newAccount(bench),
      token: (await newAccount(bench)).token,
    }),
  },
  'an admin': {
    decisions: decisions(ok, ok, ok, ok, ok, ok),
    saysAdmin: true,
    make: async (bench) => ({
      about: await newAccount(bench),
      token: (await newAccount(bench, { role: 'admin' })).token,
    }),
  },
  'the owner, logged out': {
    decisions: ENDED,
    make: async (bench) => themselves(await loggedOut(bench)),
  },
  'another user, logged out': {
    decisions: decisions(ok, bad, no, bad, bad, no),
    make: async (bench) => ({
      about: await newAccount(bench),
      token: (await loggedOut(bench)).token,
    }),
  },
  'the owner, logged out everywhere': {
    decisions: ENDED,
    async make(bench) {
      const account = await newAccount(bench);
      await bench.store.users.endSessions(account.userId);
      return themselves(account);
    },
  },
  'the owner of a session that was idle for too long': {
    decisions: ENDED,
    async make(bench) {
      const account = await newAccount(bench);
      const over = { idleExpiresAt: bench.now().toISOString() };
      const session = await newSession(bench, account.userId, over);
      return themselves({ ...account, token: await customerToken(bench, account, session) });
    },
  },
  'the owner with the session of another': {
    decisions: ENDED,
    async make(bench) {
      const [account, other] = [await newAccount(bench), await newAccount(bench)];
      return themselves({ ...account, token: await customerToken(bench, account, other) });
    },
  },
  'the owner, disabled': {
    decisions: ENDED,
    async make(bench) {
      const account = await newAccount(bench);
      await changeAccess(bench, account, { status: 'disabled' });
      return themselves(account);
    },
  },
  'the owner, disabled, of a session begun since': {
    decisions: ENDED,
    async make(bench) {
      const account = await newAccount(bench);
      await changeAccess(bench, account, { status: 'disabled' });
      const { sessionEpoch: epoch = 0 } = (await bench.store.users.findCredentials(account)) ?? {};
      const session = await newSession(bench, account.userId, { epoch });
      return themselves({ ...account, token: await customerToken(bench, account, session) });
    },
  },
  'the owner, deleted': {
    decisions: ENDED,
    isGone: true,
    async make(bench) {
      const account = await newAccount(bench);
      const deletedAt = bench.now().toISOString();
      await bench.store.users.deleteUser(account.userId, { deletedAt });
      return themselves(account);
    },
  },
  'a demoted admin': {
    decisions: decisions(ok, bad, bad, bad, bad, bad),
    saysAdmin: true,
    make: async (bench) => ({
      about: await newAccount(bench),
      token: (await demotedAdmin(bench)).token,
    }),
  },
  'the owner, a demoted admin': {
    decisions: decisions(ok, bad, ok, bad, bad, bad),
    saysAdmin: true,
    make: async (bench) => themselves(await demotedAdmin(bench)),
  },
  'another user whose token says admin': {
    decisions: decisions(ok, ok, no, no, no, no),
    saysAdmin: true,
    async make(bench) {
      const { userId, sessionId } = await newAccount(bench);
      const token = await bench.accessTokensOf().sign({ userId, sessionId, role: 'admin' });
      return { about: await newAccount(bench), token };
    },
  },
};

function themselves(account: Account): Caller {
  return { about: account, token: account.token };
}

function customerToken(
  bench: AccessBench,
  { userId }: Pick<Account, 'userId'>,
  { sessionId }: Pick<Account, 'sessionId'>,
): Promise<string> {
  return bench.accessTokensOf().sign({ userId, sessionId, role: 'customer' });
}

async function loggedOut(bench: AccessBench): Promise<Account> {
  const account = await newAccount(bench);
  await bench.store.sessions.endSession(account.userId, account.sessionId);
  return account;
}

async function demotedAdmin(bench: AccessBench): Promise<Account> {
  const account = await newAccount(bench, { role: 'admin' });
  await changeAccess(bench, account, { role: 'customer' });
  return account;
}

async function changeAccess(
  { store, now }: AccessBench,
  { userId }: Account,
  access: Parameters<typeof store.users.changeAccess>[1],
): Promise<void> {
  const updatedAt = now().toISOString();
  const { kind } = await store.users.changeAccess(userId, access, { updatedAt });
  if (kind !== 'changed') throw new Error(`The access is not changed: ${kind}`);
}
