import { randomUUID } from 'node:crypto';
import type { UserCaller } from '../../src/domain/caller.ts';
import type { ErrorCode } from '../../src/domain/errors.ts';
import type { Store } from '../../src/ports/store.ts';
import {
  addAccount,
  answerTo,
  callerWith,
  FIRST_PASSWORD,
  type SessionBench,
  SOURCE,
} from './session-bench.ts';
import { type Device, type Ending, SessionHistory } from './session-history.ts';

/** How often a client repeats a refresh whose reply was lost. */
const REPEATS = 3;

/** Clients of one account, who know only what they were told, and the history of what they did. */
export class InterleavedClients {
  readonly history = new SessionHistory();
  bench: SessionBench;
  readonly userId: string;
  /** Every one that was said to be set, the last one last. */
  readonly passwords: string[] = [FIRST_PASSWORD];
  readonly devices: Device[] = [];
  resetToken: string | undefined;
  email: string;
  #made = 0;

  private constructor(bench: SessionBench, userId: string, email: string) {
    this.bench = bench;
    this.userId = userId;
    this.email = email;
  }

  /** Signed in on two devices, of which the first has refreshed before. */
  static async start(store: Store, bench: SessionBench): Promise<InterleavedClients> {
    const email = `${randomUUID()}@example.com`;
    const clients = new InterleavedClients(bench, await addAccount(store, email), email);
    await clients.logIn();
    await clients.logIn();
    await clients.refresh(clients.deviceAt(0), 0);
    return clients;
  }

  fresh(name: string): string {
    this.#made += 1;
    return `${name} ${this.#made}`;
  }

  deviceAt(pick: number): Device {
    const device = this.devices[pick % this.devices.length];
    if (device === undefined) throw new Error('There is no device');
    return device;
  }

  async logIn(): Promise<void> {
    const { useCases } = this.bench;
    const password = this.passwords.at(-1) ?? '';
    const signIn = { email: this.email, password, source: SOURCE, userAgent: undefined };
    const answer = await answerTo(useCases.logIn(signIn));
    if (typeof answer === 'string') return;
    const { accessToken, refreshToken } = answer;
    const { sessionId } = await useCases.checkAccessToken(accessToken);
    this.devices.push({
      name: this.fresh('device'),
      sessionId,
      password,
      signedInAt: this.history.moment(),
      refreshTokens: [refreshToken],
      accessToken,
    });
  }

  /** Uses a token that is `back` before the newest, again and again until it is answered. */
  async refresh(device: Device, back: number): Promise<string | ErrorCode> {
    const { refreshTokens } = device;
    const token = refreshTokens[Math.max(0, refreshTokens.length - 1 - back)] ?? '';
    const what = `refresh ${back} back`;
    for (let repeat = 0; repeat < REPEATS; repeat += 1) {
      const from = this.history.moment();
      const answer = await answerTo(this.bench.useCases.refreshSession(token));
      if (answer === 'STORE_UNAVAILABLE') continue;
      this.history.use({ device, what, from, worked: typeof answer !== 'string' });
      if (typeof answer === 'string') return answer;
      this.history.successor(token, answer.refreshToken);
      if (!refreshTokens.includes(answer.refreshToken)) refreshTokens.push(answer.refreshToken);
      device.accessToken = answer.accessToken;
      return answer.refreshToken;
    }
    return 'STORE_UNAVAILABLE';
  }

  /** The caller of a write; undefined when it is refused or nothing answers. */
  async caller(device: Device): Promise<UserCaller | undefined> {
    const from = this.history.moment();
    const answer = await answerTo(callerWith(this.bench.useCases, device.accessToken));
    if (answer === 'STORE_UNAVAILABLE') return undefined;
    const worked = typeof answer !== 'string';
    this.history.use({ device, what: 'write', from, worked });
    return worked ? answer : undefined;
  }

  /** Does what ends sessions; nobody may rely on it unless it was said to be done. */
  async end(
    what: string,
    run: () => Promise<unknown>,
    ending: Omit<Ending, 'what' | 'from' | 'to'> = {},
  ): Promise<boolean> {
    const from = this.history.moment();
    const answer = await answerTo(run().then(() => undefined));
    if (answer === undefined) this.history.ending({ what, from, ...ending });
    return answer === undefined;
  }

  /** Tries every device once more, with everything it has. */
  async useAll(): Promise<void> {
    for (const device of this.devices) {
      await this.caller(device);
      await this.refresh(device, 0);
      await this.caller(device);
    }
  }
}
