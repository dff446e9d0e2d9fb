import { expect } from 'vitest';
import {
  type Answer,
  type Api,
  apiClient,
  asObject,
  type HttpTarget,
  type JsonObject,
  type SignInDetails,
  textIn,
} from './api-client.ts';
import type { Call, CallOwner } from './call.ts';
import { expectProblem } from './expect-problem.ts';
import { BALL, createUser, freshEmail, PASSWORD, pause, type TestUser, walk } from './fixtures.ts';
import { newGuestCart, newStocked, orderOf } from './shop-fixtures.ts';

export interface RegisteredUser extends TestUser, SignInDetails {}

export interface SignedIn extends RegisteredUser {
  readonly sessionId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** An account with a password, made by POST /register. */
export async function register(api: Api, fields: JsonObject = {}): Promise<RegisteredUser> {
  const { email, password, ...others } = { email: freshEmail(), password: PASSWORD, ...fields };
  const answer = await api.post('/register', { email, password, ...others });
  expect(answer.status, answer.text).toBe(201);
  return { userId: textIn(answer, 'user_id'), email, password };
}

export function sendLogIn(api: Api, { email, password }: SignInDetails): Promise<Answer> {
  return api.post('/login', { email, password });
}

export async function logIn(api: Api, { email, password }: SignInDetails): Promise<SignedIn> {
  return { email, password, ...tokensIn(await sendLogIn(api, { email, password })) };
}

/** A new account that has signed in once. */
export async function signUp(api: Api, fields: JsonObject = {}): Promise<SignedIn> {
  return logIn(api, await register(api, fields));
}

/** A new account with three sessions, the oldest first. */
export async function signUpThrice(api: Api): Promise<[SignedIn, SignedIn, SignedIn]> {
  const first = await signUp(api);
  await pause();
  const second = await logIn(api, first);
  await pause();
  return [first, second, await logIn(api, first)];
}

export function sessionsOf({ userId }: Pick<TestUser, 'userId'>): string {
  return `/users/${userId}/sessions`;
}

/** The sessions of the account as the list shows them to this one. */
export async function listSessions(api: Api, session: SignedIn): Promise<readonly JsonObject[]> {
  return (await walk(api.as(session), sessionsOf(session))).flat();
}

export function idsOf(sessions: readonly JsonObject[]): readonly unknown[] {
  return sessions.map((session) => session['session_id']);
}

export function sendRefresh(api: Api, refreshToken: unknown): Promise<Answer> {
  return api.post('/token/refresh', { refresh_token: refreshToken });
}

/** The same session with its next tokens. */
export async function refresh<Session extends SignedIn>(
  api: Api,
  session: Session,
): Promise<Session> {
  return { ...session, ...tokensIn(await sendRefresh(api, session.refreshToken)) };
}

/** What an answer to a sign-in or a refresh holds. */
export function tokensIn(answer: Answer): Omit<SignedIn, keyof SignInDetails> {
  expect(answer.status, answer.text).toBe(200);
  const accessToken = textIn(answer, 'access_token');
  return {
    userId: textIn(answer, 'user_id'),
    sessionId: String(claimsOf(accessToken)['sid']),
    accessToken,
    refreshToken: textIn(answer, 'refresh_token'),
  };
}

export function headerIn(token: string): JsonObject {
  return decoded(token, 0);
}

export function claimsOf(token: string): JsonObject {
  return decoded(token, 1);
}

function decoded(token: string, part: 0 | 1): JsonObject {
  return asObject(JSON.parse(Buffer.from(token.split('.')[part] ?? '', 'base64url').toString()));
}

/** A client that may do everything. */
export async function adminApi(target: HttpTarget): Promise<Api> {
  const api = apiClient(target);
  return target.admin === undefined ? api : api.as(await logIn(api, target.admin()));
}

/** A new account that is an admin and has signed in since. */
export async function signUpAdmin(api: Api, asAdmin: Api): Promise<SignedIn> {
  const user = await register(api);
  const answer = await asAdmin.put(`/users/${user.userId}/role`, { role: 'admin' });
  expect(answer.status, answer.text).toBe(200);
  return logIn(api, user);
}

/** The client for a call that is good in form: with a token where it is for who signed in. */
export async function callerOf(
  api: Api,
  { who }: Call,
  { cartSecret }: { readonly cartSecret?: string } = {},
): Promise<Api> {
  if (who === 'guest' && cartSecret !== undefined) return api.asGuest(cartSecret);
  return who === 'user' ? api.as(await signUp(api)) : api;
}

/** An owner who has what the call needs to be done. */
export async function ownerFor(call: Call, asAdmin: Api): Promise<CallOwner> {
  const { needs } = call;
  if (needs !== 'session' && needs !== 'reset') {
    return withNeeded(call, asAdmin, await createUser(asAdmin, { firstname: 'Ada' }));
  }
  const user = await signUp(asAdmin);
  return needs === 'session' ? user : { ...user, resetToken: await startReset(asAdmin, user) };
}

/** The same owner with what a call to the shop needs. */
export async function withNeeded<Owner extends CallOwner>(
  { needs }: Call,
  asAdmin: Api,
  owner: Owner,
): Promise<Owner> {
  switch (needs) {
    case 'product':
      return { ...owner, productId: (await newStocked(asAdmin, 10)).product_id };
    case 'ad':
      return { ...owner, adId: textIn(await asAdmin.post('/ads', { ad_label: 'x' }), 'ad_id') };
    case 'order':
      return { ...owner, orderId: await orderOf(asAdmin, owner.userId, BALL) };
    case 'webhook': {
      const made = await asAdmin.post('/webhooks', { url: 'https://warehouse.example/kitroom' });
      return { ...owner, webhookId: textIn(made, 'webhook_id') };
    }
    case 'guest-cart':
      return { ...owner, ...(await newGuestCart(asAdmin)) };
    default:
      return owner;
  }
}

export async function startReset(asAdmin: Api, { userId }: TestUser): Promise<string> {
  return textIn(await asAdmin.post(`/users/${userId}/password/reset`), 'reset_token');
}

/** The session may do all that is its own; gives its next tokens. */
export async function expectLive(api: Api, session: SignedIn): Promise<SignedIn> {
  const own = api.as(session);
  const written = await own.put(`/users/${session.userId}`, { gender: 'x' });
  expect(written.status, written.text).toBe(200);
  return refresh(api, session);
}

/** Whatever is looked up stops at once; reading one's own by id goes on while the token lives. */
export async function expectEnded(api: Api, session: SignedIn): Promise<void> {
  const { userId, email, refreshToken } = session;
  const ended = api.as(session);
  expectProblem(await sendRefresh(api, refreshToken), 'INVALID_REFRESH_TOKEN');
  expectProblem(await ended.put(`/users/${userId}`, { gender: 'x' }), 'INVALID_TOKEN');
  expectProblem(await ended.post('/logout'), 'INVALID_TOKEN');
  expectProblem(await ended.get(`/user/${encodeURIComponent(email)}`), 'INVALID_TOKEN');
  expect((await ended.get(`/users/${userId}`)).status).toBe(200);
}
