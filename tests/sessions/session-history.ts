import { expect } from 'vitest';

/** A sign-in, as its client knows it. */
export interface Device {
  readonly name: string;
  readonly sessionId: string;
  /** What it signed in with. */
  readonly password: string;
  readonly signedInAt: number;
  /** The newest last. */
  readonly refreshTokens: string[];
  accessToken: string;
}

/** One use of a device's refresh token, or of its access token for a write. */
interface Use {
  readonly device: Device;
  readonly what: string;
  readonly from: number;
  readonly to: number;
  readonly worked: boolean;
}

/** Something that was said to be done and that ends sessions. */
export interface Ending {
  readonly what: string;
  readonly from: number;
  readonly to: number;
  /** The one session it ends, or else all. */
  readonly of?: string | undefined;
  readonly spares?: string | undefined;
  /** A proof that works once. */
  readonly spends?: string | undefined;
  /** Sign-ins with these end whenever they were answered: the change overtook them. */
  readonly overtaken?: readonly string[] | undefined;
}

/** What happened to the sessions of one account, in moments that are only counted. */
export class SessionHistory {
  #moment = 0;
  readonly #uses: Use[] = [];
  readonly #endings: Ending[] = [];
  readonly #successors = new Map<string, Set<string>>();

  moment(): number {
    this.#moment += 1;
    return this.#moment;
  }

  use(use: Omit<Use, 'to'>): void {
    this.#uses.push({ ...use, to: this.moment() });
  }

  ending(ending: Omit<Ending, 'to'>): void {
    this.#endings.push({ ...ending, to: this.moment() });
  }

  successor(of: string, token: string): void {
    this.#successors.set(of, (this.#successors.get(of) ?? new Set()).add(token));
  }

  expectRules(): void {
    expect(this.#worksAfterItsEnd(), 'an ended session works').toEqual([]);
    expect(this.#worksAfterItsRefusal(), 'a refused session works again').toEqual([]);
    const spent = this.#endings.flatMap(({ spends }) => (spends === undefined ? [] : [spends]));
    expect(new Set(spent).size, 'a proof worked twice').toBe(spent.length);
    this.#expectChains();
  }

  #worksAfterItsEnd(): readonly string[] {
    return this.#endings.flatMap((ending) =>
      this.#uses
        .filter(({ device, from, worked }) => worked && from > ending.to && isOver(device, ending))
        .map(({ device, what }) => `${what} of ${device.name} after "${ending.what}"`),
    );
  }

  #worksAfterItsRefusal(): readonly string[] {
    const refused = this.#uses.filter(({ worked }) => !worked);
    return refused.flatMap((refusal) =>
      this.#uses
        .filter(
          ({ device, from, worked }) => worked && device === refusal.device && from > refusal.to,
        )
        .map(({ device, what }) => `${what} of ${device.name} after a refused ${refusal.what}`),
    );
  }

  /** Each token has one successor, and each successor one token before it. */
  #expectChains(): void {
    const successors = [...this.#successors.values()].map((tokens) => [...tokens]);
    expect(successors.filter((tokens) => tokens.length > 1)).toEqual([]);
    expect(new Set(successors.flat()).size).toBe(successors.length);
  }
}

function isOver(device: Device, { of, spares, from, overtaken = [] }: Ending): boolean {
  if (of !== undefined) return of === device.sessionId;
  if (spares === device.sessionId) return false;
  return device.signedInAt < from || overtaken.includes(device.password);
}
