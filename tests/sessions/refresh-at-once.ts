import type { ErrorCode } from '../../src/domain/errors.ts';
import { answerTo, type SessionBench } from './session-bench.ts';

export type RefreshAnswer =
  | ErrorCode
  | { readonly accessToken: string; readonly refreshToken: string };

/** Refreshes with one token, so many times at once. */
export type RefreshAtOnce = (token: string, times: number) => Promise<readonly RefreshAnswer[]>;

export function refreshAtOnce({ useCases }: SessionBench): RefreshAtOnce {
  return (token, times) =>
    Promise.all(Array.from({ length: times }, () => answerTo(useCases.refreshSession(token))));
}
