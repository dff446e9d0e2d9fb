import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { UserCaller } from '../../src/domain/caller.ts';
import type { Store } from '../../src/ports/store.ts';
import type { UseCases } from '../../src/usecases/use-cases.ts';
import { walk } from '../contracts/store/sample-rows.ts';
import {
  addAccount,
  answerTo,
  callerWith,
  FIRST_PASSWORD,
  type SessionBench,
  SOURCE,
} from './session-bench.ts';
import {
  endsAt,
  isAlive,
  isReadable,
  ModelAccount,
  type ModelSession,
  refresh,
} from './session-model.ts';

/** The use cases and the model side by side: whatever is asked of both is answered alike. */
export class SessionWalk {
  readonly #store: Store;
  readonly #bench: SessionBench;
  /** Those of deleted accounts too: their tokens are still in somebody's hands. */
  readonly #sessions: ModelSession[] = [];
  #made = 0;
  account: ModelAccount;

  private constructor(store: Store, bench: SessionBench, account: ModelAccount) {
    this.#store = store;
    this.#bench = bench;
    this.account = account;
  }

  /** With a session on each of two devices. */
  static async start(store: Store, bench: SessionBench): Promise<SessionWalk> {
    const email = `${randomUUID()}@example.com`;
    const userId = await addAccount(store, email);
    const started = new SessionWalk(store, bench, new ModelAccount(userId, email, FIRST_PASSWORD));
    await started.logIn(FIRST_PASSWORD);
    await started.logIn(FIRST_PASSWORD);
    return started;
  }

  get useCases(): UseCases {
    return this.#bench.useCases;
  }

  get now(): number {
    return this.#bench.clock.now;
  }

  wait(seconds: number): void {
    this.#bench.clock.move(seconds);
  }

  /** What nothing was called before. */
  fresh(name: string): string {
    this.#made += 1;
    return `${name} ${this.#made}`;
  }

  /** Mostly one that is signed in, where there is one. */
  deviceAt(pick: number): ModelSession {
    const living = this.#sessions.filter((session) => isAlive(session, this.now));
    const sessions = living.length === 0 || pick % 4 === 0 ? this.#sessions : living;
    const session = sessions[pick % sessions.length];
    if (session === undefined) throw new Error('There is no session');
    return session;
  }

  /** A new account with the email of the one that is gone. */
  async signUpAgain(): Promise<void> {
    const { email } = this.account;
    this.account = new ModelAccount(await addAccount(this.#store, email), email, FIRST_PASSWORD);
    await this.logIn(FIRST_PASSWORD);
  }

  async logIn(password: string): Promise<void> {
    const { account, now } = this;
    const userAgent = this.fresh('Browser');
    const signIn = { email: account.email, password, source: SOURCE, userAgent };
    const answer = await answerTo(this.useCases.logIn(signIn));
    if (!account.acceptsPassword(password)) {
      expect(answer).toBe('INVALID_CREDENTIALS');
      return;
    }
    if (typeof answer === 'string') throw new Error(`The right password is ${answer}`);
    const { userId, epoch, role } = account;
    const claims = await this.useCases.checkAccessToken(answer.accessToken);
    expect([answer.userId, claims.userId, claims.role]).toEqual([userId, userId, role]);
    this.#sessions.push({
      account,
      sessionId: claims.sessionId,
      epoch,
      createdAt: now,
      userAgent,
      usedAt: now,
      refreshTokens: [answer.refreshToken],
      isEnded: false,
      accessToken: { text: answer.accessToken, role, issuedAt: now },
    });
  }

  /** Uses the token that is `back` before the current one, so many times at once. */
  async refresh(session: ModelSession, back: number, times = 1): Promise<void> {
    const { account, refreshTokens, sessionId } = session;
    const index = Math.max(0, refreshTokens.length - 1 - back);
    const token = refreshTokens[index] ?? '';
    const uses = Array.from({ length: times }, () => this.useCases.refreshSession(token));
    for (const answer of await Promise.all(uses.map(answerTo))) {
      const used = refresh(session, refreshTokens.length - 1 - index, this.now);
      if (used === 'refused') {
        expect(answer).toBe('INVALID_REFRESH_TOKEN');
        continue;
      }
      if (typeof answer === 'string') throw new Error(`A token that works is ${answer}`);
      if (used === 'rotated') {
        expect(refreshTokens).not.toContain(answer.refreshToken);
        refreshTokens.push(answer.refreshToken);
      }
      const { userId, role } = account;
      expect(answer).toMatchObject({ userId, refreshToken: refreshTokens.at(-1) });
      session.accessToken = { text: answer.accessToken, role, issuedAt: this.now };
      const claims = await this.useCases.checkAccessToken(answer.accessToken);
      expect(claims).toEqual({ kind: 'user', userId, sessionId, role });
    }
  }

  /** The caller whom a write from this device is of; undefined where it is refused. */
  async caller(session: ModelSession): Promise<UserCaller | undefined> {
    const { account, accessToken, sessionId } = session;
    const answer = await answerTo(callerWith(this.useCases, accessToken.text));
    if (!isReadable(accessToken, this.now) || !isAlive(session, this.now)) {
      expect(answer).toBe('INVALID_TOKEN');
      return undefined;
    }
    if (typeof answer === 'string') throw new Error(`A token that works is ${answer}`);
    const { userId, role, email } = account;
    expect(answer).toMatchObject({ kind: 'user', userId, sessionId, role, email });
    return answer;
  }

  /** As a client does it that gets a new access token when the last one is old. */
  async freshCaller(session: ModelSession): Promise<UserCaller | undefined> {
    if (!isReadable(session.accessToken, this.now)) await this.refresh(session, 0);
    return this.caller(session);
  }

  /** The list shows the sessions that live, newest first. */
  async expectList(): Promise<void> {
    const { account, now } = this;
    const listed = await walk((page) => this.useCases.listSessions(account.userId, page), 2);
    const instant = (time: number) => new Date(time).toISOString();
    const living = this.#sessions
      .filter((session) => session.account === account && isAlive(session, now))
      .sort((one, other) => (one.sessionId < other.sessionId ? 1 : -1));
    const seen = listed.map(({ sessionId, createdAt, lastUsedAt, userAgent, ...ends }) => [
      ...[sessionId, createdAt, lastUsedAt, userAgent],
      ...[ends.idleExpiresAt, ends.expiresAt],
    ]);
    expect(seen).toEqual(
      living.map((session) => [
        ...[session.sessionId, instant(session.createdAt), instant(session.usedAt)],
        ...[session.userAgent, instant(endsAt(session).idle), instant(endsAt(session).absolute)],
      ]),
    );
    expect(living.map(({ createdAt }) => createdAt)).toEqual(
      living.map(({ createdAt }) => createdAt).sort((one, other) => other - one),
    );
  }

  /** Each session ever made, however old its access token. */
  async expectLives(): Promise<void> {
    for (const session of this.#sessions) {
      const { account, sessionId } = session;
      const { userId, role, email } = account;
      const caller = { kind: 'user', userId, sessionId, role } as const;
      const answer = await answerTo(this.useCases.checkSession(caller));
      if (isAlive(session, this.now)) expect(answer).toMatchObject({ ...caller, email });
      else expect(answer).toBe('INVALID_TOKEN');
    }
  }
}
