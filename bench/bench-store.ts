import type { SampleUser } from './data.ts';

/** Of a server, as environment variables. */
export type Settings = Readonly<Record<string, string>>;

/** What one server of a comparison has in its store. */
export interface ShopData {
  readonly settings: Settings;
  /** More than a server here checks out; to run out would show as 409 and end the run. */
  readonly cartsPerSecond: number;
  /** Carts for checkouts, written behind the server's back so that only checkout is measured. */
  insertCarts(userIds: readonly string[]): Promise<void>;
}

/** A store that servers are measured over. */
export interface BenchStore {
  /** For the head of the report. */
  readonly place: string;
  /** The server to compare with: a script that takes the settings and PORT. */
  readonly bareServer: URL;
  /** Settings for a shop that nothing is in yet; the same name gives the same shop. */
  emptyShop(name: string): Promise<Settings>;
  /** Two shops with the same rows. */
  makeTwins(): Promise<{ readonly kitroom: ShopData; readonly bare: ShopData }>;
  /** Settings for the sample shop with these accounts. */
  accountShop(accounts: readonly SampleUser[]): Promise<Settings>;
  /** At once, also while the process ends. */
  stop(): void;
}
