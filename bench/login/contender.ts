import type { SampleUser } from '../data.ts';
import type { ServerProcess } from '../server-process.ts';
import type { AuthStep } from './auth-step.ts';

/** A server that people sign in to. */
export interface Contender {
  readonly label: string;
  readonly accounts: readonly SampleUser[];
  readonly steps: readonly AuthStep[];
  logIn(account: SampleUser): Call;
  /** Answered without a hash. */
  readonly unrelatedPath: string;
  /** One more, that nothing was asked of yet, over the same accounts. */
  start(): Promise<ServerProcess>;
  /** Those the steps ask. */
  stop(): Promise<void>;
}

/** A POST of JSON. */
export interface Call {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Of every account. */
export const PASSWORD = 'correct horse battery';
export const ACCOUNTS = 1_000;
/** So many sign in once before their sessions are checked over and over. */
export const SIGNED_IN = 20;
