import { randomUUID } from 'node:crypto';
import { type Session, sessionIdAt, sessionLife } from '../../src/domain/session.ts';
import type { Role } from '../../src/domain/user.ts';
import { randomOpaqueTokens } from '../../src/services/random-opaque-tokens.ts';
import { BALL, freshEmail, freshUserId } from '../contracts/http/fixtures.ts';
import type { AccessBench } from './access-bench.ts';

/** Whom and what a call names. */
export interface Named {
  readonly userId: string;
  readonly email: string;
  readonly sessionId: string;
  readonly refreshToken: string;
  readonly resetToken: string;
  /** For an account that the call would make. */
  readonly newEmail: string;
}

/** An account with a password, a session and one product in its cart. */
export interface Account extends Named {
  /** Of the session. */
  readonly token: string;
}

/** Of every account. */
export const NAMES = { firstname: 'Ada', lastname: 'Doe' } as const;

const opaqueTokens = randomOpaqueTokens();

/** Whom no account is of, with ids and tokens of good form. */
export function nobody(bench: AccessBench): Named {
  const userId = freshUserId();
  const sessionId = sessionIdAt(bench.now(), randomUUID());
  return {
    userId,
    email: freshEmail('nobody'),
    sessionId,
    refreshToken: opaqueTokens.newRefreshToken(userId, sessionId).token,
    resetToken: opaqueTokens.newResetToken(userId).token,
    newEmail: freshEmail('nobody'),
  };
}

export async function newAccount(
  bench: AccessBench,
  over: { readonly role?: Role; readonly userId?: string; readonly email?: string } = {},
): Promise<Account> {
  const { role = 'customer', userId = randomUUID(), email = freshEmail() } = over;
  const { store, passwordHash } = bench;
  const at = bench.now().toISOString();
  await store.users.createUser(
    {
      ...{ userId, email, role, ...NAMES },
      ...{ status: 'active', createdAt: at, updatedAt: at, version: 1 },
    },
    passwordHash,
  );
  await store.carts.addCartUnit({
    userId,
    productId: BALL.product_id,
    size: BALL.size,
    addedAt: at,
  });
  const { sessionId, refreshToken } = await newSession(bench, userId);
  return {
    userId,
    email,
    sessionId,
    refreshToken,
    resetToken: opaqueTokens.newResetToken(userId).token,
    newEmail: freshEmail(),
    token: await bench.accessTokensOf().sign({ userId, sessionId, role }),
  };
}

export async function newSession(
  { store, now }: AccessBench,
  userId: string,
  over: Partial<Session> = {},
): Promise<Pick<Named, 'sessionId' | 'refreshToken'>> {
  const sessionId = sessionIdAt(now(), randomUUID());
  const refresh = opaqueTokens.newRefreshToken(userId, sessionId);
  await store.sessions.startSession({
    userId,
    sessionId,
    epoch: 0,
    familyHash: refresh.familyHash,
    refreshHash: refresh.tokenHash,
    createdAt: now().toISOString(),
    ...sessionLife(now()),
    ...over,
  });
  return { sessionId, refreshToken: refresh.token };
}

/** What a call by anyone names: an account, and a reset that another account waits for. */
export async function newNamed(bench: AccessBench): Promise<Named> {
  const account = await newAccount(bench);
  const forgetful = await newAccount(bench);
  const { token } = await bench.useCases.startPasswordReset(forgetful.userId);
  return { ...account, resetToken: token };
}
